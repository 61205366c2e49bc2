// An episode in the fragment of an address, which no server ever sees: its case and its actions.
//
// What came of them is not in it. Whoever opens the link has the server play it again, so that a
// link can claim no score that its actions do not earn.

import { action, fields, mode, text, Unreadable } from "./checked";
import { argument, ARGUMENT_OF, type Episode } from "./episode";
import type { Recipe } from "./files";
import { VERBS } from "./words";

/** Longest fragment that is written or read, in characters. */
export const FRAGMENT_MAX = 16_000;
const UNPACKED_MAX = 400_000;
const ACTIONS_MAX = 200;
const KEY = "play=";

export interface Shared extends Recipe {
  readonly version: string;
  /** The step to show. */
  readonly at: number | null;
}

export async function fragment(episode: Episode, at: number | null): Promise<string> {
  const actions = episode.turns.flatMap(({ action: taken }) =>
    taken ? [[VERBS.indexOf(taken.action_type), argument(taken)]] : [],
  );
  const content = JSON.stringify({ v: episode.version, t: episode.task, m: episode.mode, a: actions, s: at });
  const found = KEY + base64(await through(new TextEncoder().encode(content), new CompressionStream("deflate-raw")));
  if (found.length > FRAGMENT_MAX)
    throw new Unreadable("This episode is too long for a link. Download its transcript instead.");
  return found;
}

/** What a fragment shares; null if it is none of ours. Raises `Unreadable`. */
export async function shared(hash: string): Promise<Shared | null> {
  const found = hash.replace(/^#/, "");
  if (!found.startsWith(KEY)) return null;
  if (found.length > FRAGMENT_MAX) throw new Unreadable("The link is too long to be one of this page.");
  return told(await unpacked(found.slice(KEY.length)));
}

async function unpacked(packed: string): Promise<Record<string, unknown>> {
  try {
    const bytes = await through(unbase64(packed), new DecompressionStream("deflate-raw"));
    return fields(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)), "it");
  } catch {
    throw new Unreadable("The link is damaged: what it shares cannot be read.");
  }
}

function told(found: Record<string, unknown>): Shared {
  const listed = found["a"];
  if (!Array.isArray(listed) || listed.length > ACTIONS_MAX)
    throw new Unreadable("The link is damaged: it holds no list of actions.");
  const at = found["s"];
  return {
    task: text(found["t"], "The task of the link"),
    mode: mode(found["m"]),
    version: text(found["v"], "The version of the link"),
    actions: listed.map((one: unknown) => {
      const [place, given] = Array.isArray(one) ? one : [];
      const verb = VERBS[Number(place)];
      const name = verb && ARGUMENT_OF[verb];
      return action({ action_type: verb, ...(name ? { [name]: given } : {}) });
    }),
    at: typeof at === "number" && Number.isInteger(at) && at >= 0 ? at : null,
  };
}

async function through(bytes: Uint8Array<ArrayBuffer>, change: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  const reader = new Blob([bytes]).stream().pipeThrough(change).getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    size += read.value.length;
    if (size > UNPACKED_MAX) {
      await reader.cancel();
      throw new Unreadable("too much");
    }
  }
  const whole = new Uint8Array(size);
  let place = 0;
  for (const chunk of chunks) {
    whole.set(chunk, place);
    place += chunk.length;
  }
  return whole;
}

function base64(bytes: Uint8Array): string {
  const raw = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function unbase64(packed: string): Uint8Array<ArrayBuffer> {
  const raw = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(raw, (character) => character.charCodeAt(0));
}
