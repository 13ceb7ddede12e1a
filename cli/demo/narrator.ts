import type { CloudName } from "../../shared/model/network.ts";
import type { Palette } from "../../shared/report/palette.ts";

/** Something the story said would hold did not. */
export class StoryError extends Error {
  override readonly name = "StoryError";
}

/** Tells the story as it happens, with the time in the emulated world. */
export interface Narrator {
  chapter(title: string): void;
  /** What somebody did with a tool of their own. */
  user(cloud: CloudName, words: string): void;
  /** What a pass did, and why it ran; nothing when there is nothing new to tell. */
  mooring(cloud: CloudName | null, why: string, lines: readonly string[]): void;
  /** Ends the story when `holds` is false. */
  check(cloud: CloudName, holds: boolean, words: string, seen: string): void;
}

type Actor = "user" | "mooring" | "checked" | "broken";

/** Wider lines are hard to follow with the eye. */
const widest = 110;

/** Columns before the words: the time, who, and on which cloud. */
const margin = "hh:mm:ss  checked  alibaba  ".length;

export function createNarrator(options: {
  readonly print: (line: string) => void;
  readonly paint: Palette;
  readonly now: () => number;
  /** Of the terminal; `null`: it is none, and nothing is wrapped for it but what nobody would read. */
  readonly width: number | null;
}): Narrator {
  const { print, paint, now } = options;
  const room = Math.max(40, Math.min(options.width ?? widest, widest) - margin);
  let chapters = 0;
  const tones = { user: "plain", mooring: "title", checked: "good", broken: "bad" } as const;
  const say = (actor: Actor, cloud: CloudName | null, words: string) => {
    const time = paint("quiet", new Date(now()).toISOString().slice(11, 19));
    const [first = "", ...more] = wrapped(words, room);
    print(`${time}  ${paint(tones[actor], actor.padEnd(7))}  ${(cloud ?? "").padEnd(7)}  ${first}`);
    for (const line of more) print(`${" ".repeat(margin)}  ${line}`);
  };
  return {
    chapter(title) {
      chapters += 1;
      print("");
      print(paint("title", `${chapters}. ${title}`));
    },
    user: (cloud, words) => say("user", cloud, words),
    mooring(cloud, why, lines) {
      for (const [index, line] of lines.entries()) {
        if (index === 0) say("mooring", cloud, `${why}: ${line}`);
        else
          for (const [at, text] of wrapped(line, room).entries())
            print(`${" ".repeat(at === 0 ? margin : margin + 2)}${text}`);
      }
    },
    check(cloud, holds, words, seen) {
      say(holds ? "checked" : "broken", cloud, holds ? words : `${words}; seen: ${seen}`);
      if (!holds) throw new StoryError(`${words}: this did not hold; seen: ${seen}`);
    },
  };
}

/** Lines of at most `room` columns, broken between words; a word that is longer stays whole. */
function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > room) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
