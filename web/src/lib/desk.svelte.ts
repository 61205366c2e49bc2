// The state of the page: the tab's own episode and its connection, what is shown, and what is said.
//
// The own episode is `live`. A transcript that is watched, loaded or opened from a link is `shown`
// in its place, and nothing of it reaches the own session until it is taken over.

import { Unreadable } from "./checked";
import { ARGUMENT_OF, compact, type Episode, opened, type Turn } from "./episode";
import type { Loaded, Recipe } from "./files";
import { certificate, openSession, play, ready, Refused } from "./http";
import { keep, recall } from "./kept";
import { Failed, Line, Lost } from "./line";
import type { Shared } from "./share";
import type { Catalogue, Certificate, RewardMode, ToolUseAction, ToolUseState, Transcript } from "./types";
import { AGENT_NAMES, type AgentName, plural } from "./words";

export type Link = "idle" | "connecting" | "open" | "lost" | "full";
export type View = "picker" | "desk" | "compare";
export type Origin = "agent" | "link" | "file";

export interface Notice {
  readonly kind: "error" | "info";
  readonly title: string;
  readonly text: string;
}

export interface Start {
  readonly task_id?: string;
  readonly split?: string;
  readonly index?: number;
  readonly seed?: number;
  readonly reward_mode: RewardMode;
}

const WAITS_S = [1, 2, 4, 8, 15];
const FULL_WAIT_S = 5;
const PLAY_MS = 1100;

export class Desk {
  link = $state<Link>("idle");
  linkText = $state("");
  retryIn = $state(0);
  busy = $state(false);
  view = $state<View>("picker");
  live = $state.raw<Episode | null>(null);
  shown = $state.raw<Episode | null>(null);
  origin = $state<Origin | null>(null);
  /** The turn that is looked at; null for the last. */
  at = $state<number | null>(null);
  playing = $state(false);
  rival = $state.raw<Episode | null>(null);
  notice = $state.raw<Notice | null>(null);
  said = $state("");
  proof = $state.raw<Certificate | null>(null);
  proofText = $state("");

  readonly episode = $derived(this.shown ?? this.live);
  readonly last = $derived(Math.max(0, (this.episode?.turns.length ?? 1) - 1));
  readonly step = $derived(Math.min(this.at ?? this.last, this.last));
  readonly turns = $derived<readonly Turn[]>(this.episode?.turns.slice(0, this.step + 1) ?? []);
  readonly observation = $derived(this.turns.at(-1)?.observation ?? null);
  /** Whether what is shown can be acted on. */
  readonly playable = $derived(this.shown === null && this.step === this.last);

  catalogue: Catalogue | null = null;
  private line: Line | null = null;
  private session: string | null = null;
  private connecting: Promise<void> | null = null;
  private wake: (() => void) | null = null;
  private abandoned = false;
  private timer: ReturnType<typeof setInterval> | undefined;

  /** Go on with what the tab remembers. */
  restore(): boolean {
    const kept = recall();
    this.session = kept.session;
    this.live = kept.episode;
    if (!kept.episode) return false;
    this.view = "desk";
    this.connected().catch(() => undefined);
    return true;
  }

  get ownSession(): string | null {
    return this.session;
  }

  // ---- the own episode ----

  async start(options: Start): Promise<void> {
    await this.working("The case could not be opened", async () => {
      await this.connected();
      const first = opened(await this.theLine().observe({ type: "reset", data: options }));
      this.live = {
        task: options.task_id ?? first.task_id,
        mode: options.reward_mode,
        version: this.catalogue?.benchmark_version ?? "",
        agent: null,
        turns: [{ action: null, observation: first }],
        state: null,
      };
      this.showLive();
      this.say(`Case ${first.task_id} is open. ${plural(first.remaining_steps, "step")} left.`);
    });
  }

  async restart(): Promise<void> {
    if (this.live) await this.start({ task_id: this.live.task, reward_mode: this.live.mode });
  }

  async act(action: ToolUseAction): Promise<void> {
    if (!this.live || !this.playable) return;
    await this.working("The action was not taken", async () => {
      await this.connected();
      const before = this.live;
      if (!before) return;
      const found = opened(await this.theLine().observe({ type: "step", data: compact(action) }));
      const due = (before.turns.at(-1)?.observation.remaining_steps ?? 0) - 1;
      if (found.remaining_steps === due) this.live = { ...before, turns: [...before.turns, { action, observation: found }] };
      else await this.settle((await this.theLine().ask({ type: "state" })).data as ToolUseState);
      this.at = null;
      this.proof = null;
      this.remember();
      this.say(outcome(found.last_action_error, found.last_tool_result, found.remaining_steps));
      if (found.done) await this.askState();
    });
  }

  /** The state of the session, as the server tells it. */
  async askState(): Promise<ToolUseState | null> {
    if (this.shown) return this.shown.state;
    if (!this.live) return null;
    const answer = await this.theLine().ask({ type: "state" });
    if (answer.type !== "state") return null;
    this.live = { ...this.live, state: answer.data };
    return answer.data;
  }

  async getState(): Promise<void> {
    await this.working("The state could not be read", async () => {
      if (!this.shown) await this.connected();
      await this.askState();
    });
  }

  // ---- other transcripts ----

  async watch(agent: AgentName, task: string, mode: RewardMode, seed: number): Promise<void> {
    await this.working("The agent cannot be watched", async () => {
      const found = await play({ task_id: task, reward_mode: mode, agent, seed, session_id: this.session });
      this.show(episodeOf(found), "agent", 0);
      this.play();
      this.say(`${AGENT_NAMES[agent]} plays ${task}.`);
    });
  }

  async openShared(link: Shared): Promise<void> {
    await this.working("The link cannot be opened", async () => {
      const found = await replayed(link);
      const at = link.at === null ? null : Math.min(link.at, found.turns.length - 1);
      this.show(found, "link", at);
      if (link.version !== found.version)
        this.notice = {
          kind: "info",
          title: "Played on another version",
          text: `The link is of benchmark ${link.version}, this server plays ${found.version}: scores may differ.`,
        };
    });
  }

  async openFile({ content }: Loaded): Promise<void> {
    await this.working("The transcript cannot be opened", async () => {
      this.show("turns" in content ? content : await replayed(content), "file", null);
    });
  }

  /** Have the server play what is shown again, and tell whether it is byte for byte the same. */
  async verify(): Promise<void> {
    const claimed = this.shown;
    if (!claimed) return;
    await this.working("The transcript cannot be checked", async () => {
      const found = await replayed({ task: claimed.task, mode: claimed.mode, actions: taken(claimed) });
      const place = found.turns.findIndex((turn, step) => !alike(turn, claimed.turns[step]));
      const whole = place < 0 && found.turns.length === claimed.turns.length;
      this.shown = { ...found, agent: claimed.agent };
      this.notice = whole
        ? { kind: "info", title: "Verified", text: "The server played it again, with the same answer to every step." }
        : {
            kind: "error",
            title: "Not what this server answers",
            text: `It differs from step ${place < 0 ? found.turns.length - 1 : place} on. Shown is what the server answers.`,
          };
    });
  }

  /** Play on from the turn that is shown, in the own session. */
  async takeOver(): Promise<void> {
    const from = this.episode;
    if (!from) return;
    const actions = taken(from).slice(0, this.step);
    await this.working("It could not be taken over", async () => {
      await this.connected();
      await this.replay(from.task, from.mode, actions);
      this.showLive();
      this.say(`You play on from step ${actions.length}.`);
      if (this.live?.turns.at(-1)?.observation.done) await this.askState();
    });
  }

  async compareWith(agent: AgentName): Promise<void> {
    const mine = this.episode;
    if (!mine) return;
    await this.working("There is nothing to compare with", async () => {
      const found = await play({ task_id: mine.task, reward_mode: mine.mode, agent, session_id: this.session });
      this.rival = episodeOf(found);
      this.view = "compare";
      this.pause();
    });
  }

  async prove(): Promise<void> {
    const episode = this.episode;
    if (!episode || this.proof) return;
    try {
      this.proof = await certificate({ task_id: episode.task, session_id: this.session });
      this.proofText = "";
    } catch (error) {
      this.proofText = told(error);
    }
  }

  showLive(): void {
    this.pause();
    this.shown = this.origin = this.at = this.rival = this.proof = this.notice = null;
    this.proofText = "";
    this.view = this.live ? "desk" : "picker";
    this.remember();
    forgetLink();
  }

  private show(episode: Episode, origin: Origin, at: number | null): void {
    this.pause();
    this.shown = episode;
    this.origin = origin;
    this.at = at;
    this.rival = this.proof = this.notice = null;
    this.proofText = "";
    this.view = "desk";
    if (origin !== "link") forgetLink();
  }

  // ---- the scrubber ----

  go(step: number): void {
    const place = Math.min(Math.max(0, step), this.last);
    this.at = place === this.last ? null : place;
  }

  play(): void {
    this.pause();
    if (this.step >= this.last) this.at = 0;
    this.playing = true;
    this.timer = setInterval(() => {
      this.go(this.step + 1);
      if (this.step >= this.last) this.pause();
    }, PLAY_MS);
  }

  pause(): void {
    clearInterval(this.timer);
    this.playing = false;
  }

  say(text: string): void {
    this.said = text;
  }

  // ---- the connection ----

  retry(): void {
    this.wake?.();
  }

  /** Give up waiting for a place, and the wish that waited with it. */
  giveUp(): void {
    this.abandoned = true;
    this.wake?.();
  }

  async connected(): Promise<void> {
    if (this.line && this.link === "open") return;
    this.connecting ??= this.connect().finally(() => (this.connecting = null));
    await this.connecting;
  }

  private async connect(): Promise<void> {
    const again = this.link === "lost";
    this.abandoned = false;
    if (!again) this.link = "connecting";
    for (let attempt = 0; ; attempt += 1) {
      try {
        const id = this.session ?? (await openSession()).session_id;
        this.session = id;
        const [line, state] = await Line.attached(id, () => this.dropped());
        this.line = line;
        await this.settle(state);
        this.link = "open";
        this.linkText = "";
        this.remember();
        if (again) this.say("Connected again. Nothing was lost.");
        return;
      } catch (error) {
        this.line = null;
        const wait = await this.problem(error, attempt);
        if (wait > 0) await this.countDown(wait);
        if (this.abandoned) {
          this.link = "idle";
          throw new Lost("Given up.");
        }
      }
    }
  }

  /** Seconds to wait before another try; what is wrong is shown meanwhile. */
  private async problem(error: unknown, attempt: number): Promise<number> {
    if (error instanceof Failed && error.failure.code === "SESSION_ERROR") {
      this.session = null;
      return attempt < 3 ? 0 : FULL_WAIT_S;
    }
    const full = error instanceof Failed && error.failure.code === "CAPACITY_REACHED";
    const found = full || !(error instanceof Failed) ? await ready().catch(() => null) : null;
    if (full || (found && found.active_sessions >= found.max_sessions)) {
      this.link = "full";
      this.linkText = found
        ? `${found.active_sessions} of ${found.max_sessions} sessions are taken.`
        : "All sessions are taken.";
      return FULL_WAIT_S;
    }
    this.link = "lost";
    this.linkText = told(error);
    return WAITS_S[Math.min(attempt, WAITS_S.length - 1)] ?? 1;
  }

  private async countDown(seconds: number): Promise<void> {
    let hurried = false;
    for (this.retryIn = seconds; this.retryIn > 0 && !hurried; this.retryIn -= 1) {
      hurried = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), 1000);
        this.wake = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
    }
    this.retryIn = 0;
    this.wake = null;
  }

  private dropped(): void {
    this.line = null;
    this.link = "lost";
    this.linkText = "The connection to the server is lost.";
    this.say("The connection is lost. Trying to connect again.");
    this.connected().catch(() => undefined);
  }

  /** Make session and page agree: the session knows more, or the page does and plays it again. */
  private async settle(state: ToolUseState): Promise<void> {
    const own = this.live;
    if (!own) return;
    const first = own.turns[0]?.observation;
    const known = taken(own);
    const same = state.task_id === first?.task_id && state.reward_mode === own.mode;
    const theirs = state.action_history.map(recorded);
    if (same && theirs.length === known.length && agree(known, theirs)) return;
    const further = same && theirs.length > known.length && agree(known, theirs);
    await this.replay(own.task, own.mode, further ? theirs : known);
  }

  private async replay(task: string, mode: RewardMode, actions: readonly ToolUseAction[]): Promise<void> {
    const line = this.theLine();
    const reset = line.observe({ type: "reset", data: { task_id: task, reward_mode: mode } });
    const steps = actions.map((data) => line.observe({ type: "step", data }));
    const found = (await Promise.all([reset, ...steps])).map(opened);
    this.live = {
      task,
      mode,
      version: this.catalogue?.benchmark_version ?? this.live?.version ?? "",
      agent: null,
      turns: found.map((observation, step) => ({ action: actions[step - 1] ?? null, observation })),
      state: null,
    };
    if (found.at(-1)?.done) await this.askState();
  }

  private theLine(): Line {
    if (!this.line) throw new Lost("The connection is lost.");
    return this.line;
  }

  private remember(): void {
    keep({ session: this.session, episode: this.live && { ...this.live, state: null } });
  }

  private async working(failed: string, work: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.notice = null;
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Lost)) {
        this.notice = { kind: "error", title: failed, text: told(error) };
        this.say(`${failed}. ${told(error)}`);
      }
    } finally {
      this.busy = false;
    }
  }
}

function recorded(record: ToolUseState["action_history"][number]): ToolUseAction {
  const name = ARGUMENT_OF[record.action_type];
  return compact(
    name && record.argument !== null
      ? { action_type: record.action_type, [name]: record.argument }
      : { action_type: record.action_type },
  );
}

function agree(shorter: readonly ToolUseAction[], longer: readonly ToolUseAction[]): boolean {
  return shorter.every((action, place) => {
    const other = longer[place];
    return other && JSON.stringify(compact(action)) === JSON.stringify(compact(other));
  });
}

function taken(episode: Episode): ToolUseAction[] {
  return episode.turns.flatMap(({ action }) => (action ? [compact(action)] : []));
}

function episodeOf(found: Transcript): Episode {
  return {
    task: found.task_id,
    mode: found.reward_mode,
    version: found.benchmark_version,
    agent: found.agent,
    turns: found.turns.map(({ action, observation }) => ({ action: action && compact(action), observation })),
    state: found.state,
  };
}

async function replayed({ task, mode, actions }: Recipe): Promise<Episode> {
  const listed = actions.map((action) => ({ ...compact(action) }));
  return episodeOf(await play({ task_id: task, reward_mode: mode, actions: listed }));
}

/** Whether two turns are the same, in whatever order their fields were written. */
function alike(one: Turn, other: Turn | undefined): boolean {
  return other !== undefined && sorted(one) === sorted(other);
}

function sorted(turn: Turn): string {
  return JSON.stringify({ ...turn, action: turn.action && compact(turn.action) }, (_, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

function outcome(refused: string | null, result: string | null, remaining: number): string {
  const came = refused === null ? (result?.split("\n", 1)[0] ?? "Done.") : `Refused. ${refused}`;
  return `${came} ${plural(remaining, "step")} left.`;
}

function told(error: unknown): string {
  if (error instanceof Refused || error instanceof Unreadable || error instanceof Failed || error instanceof Lost)
    return error.message;
  return "Something went wrong in this page. Reload it to go on.";
}

function forgetLink(): void {
  if (location.hash) history.replaceState(null, "", location.pathname + location.search);
}
