/** New ids, as the vendor makes them. */
export interface Ids {
  /** `vpc-bp1...`, `vsw-bp1...`: a prefix and lower-case letters and digits. */
  resource(prefix: string): string;
  /** Upper-case UUID, as in `RequestId`. */
  uuid(): string;
  /** 32 hex digits, as in `ZoneId`. */
  hex32(): string;
  /** Increasing safe integers, as in `RecordId`. */
  integer(): number;
}
