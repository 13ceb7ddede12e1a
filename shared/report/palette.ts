import picocolors from "picocolors";
import type { Tone } from "./page.ts";

/** Paints text for a terminal, or leaves it as it is. */
export type Palette = (tone: Tone | "title", text: string) => string;

/** Colours only where they were asked for: the terminal is the caller's to know. */
export function paletteOf(color: boolean): Palette {
  const colors = picocolors.createColors(color);
  return (tone, text) => {
    switch (tone) {
      case "good":
        return colors.green(text);
      case "waiting":
        return colors.yellow(text);
      case "bad":
        return colors.red(text);
      case "quiet":
        return colors.dim(text);
      case "title":
        return colors.bold(text);
      case "plain":
        return text;
    }
  };
}
