/** The URL of an emulated cloud; throws for a host that is not this machine. */
export function loopbackUrl(endpoint: string): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null;
  const local = url !== null && /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  if (url === null || url.protocol !== "http:" || !local)
    throw new Error(
      `endpoint ${endpoint} is refused: only http:// on a loopback host is allowed, e.g. http://127.0.0.1:4100`,
    );
  return url;
}
