import type { HttpResponse } from "../../http.ts";
import type { RefusedError, TencentError } from "../action.ts";
import { CommonRefusal, type Language } from "./errors.ts";

/**
 * Every answer has HTTP status 200, errors too. The content type is exactly this one: a vendor's client takes an error
 * for a success when a charset follows.
 */
function respond(body: Readonly<Record<string, unknown>>): HttpResponse {
  return { status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify({ Response: body }) };
}

export function answerOf(requestId: string, body: Readonly<Record<string, unknown>>): HttpResponse {
  return respond({ ...body, RequestId: requestId });
}

export function errorAnswer(requestId: string, { code, message }: TencentError): HttpResponse {
  return respond({ Error: { Code: code, Message: message }, RequestId: requestId });
}

/** A refusal in the language that was asked for; products answer in English alone. */
export function wordsOf(refusal: RefusedError, language: Language): TencentError {
  const chinese = refusal instanceof CommonRefusal && language === "zh-CN" ? refusal.chinese : undefined;
  return { code: refusal.code, message: chinese ?? refusal.message };
}
