// One socket on `/ws`, attached to one session: frames out, one answer for each, in order.

import type { Envelope } from "./episode";
import type { ToolUseState } from "./types";

export type Asked = { type: "reset" | "step"; data: unknown } | { type: "state" };

export type Answer =
  | { readonly type: "observation"; readonly data: Envelope }
  | { readonly type: "state"; readonly data: ToolUseState }
  | { readonly type: "error"; readonly data: Failure };

export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly errors?: readonly { readonly msg: string }[];
}

/** The socket went before it answered. */
export class Lost extends Error {}

/** The server answered with an error frame. */
export class Failed extends Error {
  constructor(readonly failure: Failure) {
    super([failure.message, ...(failure.errors ?? []).map(({ msg }) => msg)].join(": "));
  }
}

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

const HANDSHAKE_MS = 10_000;

export class Line {
  private readonly waiting: Waiting[] = [];

  private constructor(
    private readonly socket: WebSocket,
    onLost: () => void,
  ) {
    socket.onmessage = (event) => this.answered(String(event.data));
    socket.onclose = () => {
      this.giveUp();
      onLost();
    };
  }

  /** Attach to a session, and return the line with the state the session is in. */
  static async attached(session: string, onLost: () => void): Promise<readonly [Line, ToolUseState]> {
    const address = new URL(`../ws?session_id=${encodeURIComponent(session)}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    address.hash = "";
    const socket = new WebSocket(address);
    await opened(socket);
    const line = new Line(socket, onLost);
    try {
      const answer = await line.ask({ type: "state" });
      if (answer.type !== "state") throw new Lost("The server answered out of order.");
      return [line, answer.data];
    } catch (error) {
      line.hangUp();
      throw error;
    }
  }

  /** Send a frame and wait for its answer. Raises `Lost` or `Failed`. */
  async ask(frame: Asked): Promise<Answer> {
    if (this.socket.readyState !== WebSocket.OPEN) throw new Lost("The connection is lost.");
    const answer = await new Promise<Answer>((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.socket.send(JSON.stringify(frame));
    });
    if (answer.type === "error") throw new Failed(answer.data);
    return answer;
  }

  async observe(frame: Asked): Promise<Envelope> {
    const answer = await this.ask(frame);
    if (answer.type !== "observation") throw new Lost("The server answered out of order.");
    return answer.data;
  }

  hangUp(): void {
    this.socket.onclose = null;
    this.socket.close();
    this.giveUp();
  }

  private answered(text: string): void {
    this.waiting.shift()?.resolve(JSON.parse(text) as Answer);
  }

  private giveUp(): void {
    for (const one of this.waiting.splice(0)) one.reject(new Lost("The connection is lost."));
  }
}

function opened(socket: WebSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => {
      clearTimeout(timer);
      socket.onclose = socket.onopen = null;
      socket.close();
      reject(new Lost("The server cannot be reached."));
    };
    const timer = setTimeout(fail, HANDSHAKE_MS);
    socket.onclose = fail;
    socket.onopen = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}
