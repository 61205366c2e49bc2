// Where everything of the workflow drawing goes. Open phases stand in a line, final ones in a column
// to their right. The verbs of an edge are small labels: over the arrow if it leads on, under the
// phase if it stays there.

import type { GraphEdge, Phase, Workflow } from "./types";

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedLabel {
  readonly edge: GraphEdge;
  readonly verb: string;
  readonly guards: readonly string[];
  readonly box: Box;
}

export interface Arrow {
  readonly edge: GraphEdge;
  readonly path: string;
  readonly tip: { readonly x: number; readonly y: number; readonly turn: number };
}

export interface Plan {
  readonly width: number;
  readonly height: number;
  readonly frame: Box;
  readonly nodes: ReadonlyMap<Phase, Box>;
  readonly labels: readonly PlacedLabel[];
  readonly arrows: readonly Arrow[];
}

const NODE = { width: 112, height: 38 };
const LABEL = { width: 132, height: 22, gap: 5 };
const MARGIN = 10;
const PAD = 16;
const GAP = LABEL.width + 34;
const COLUMN = Math.max(NODE.width, LABEL.width) + 8;

export function plan(workflow: Workflow): Plan {
  const nodes = new Map<Phase, Box>();
  const onward = workflow.edges.filter((edge) => edge.source !== edge.target);
  const loops = workflow.edges.filter((edge) => edge.source === edge.target);
  const above = Math.max(...onward.map(({ labels }) => labels.length));
  const below = Math.max(0, ...loops.map(({ labels }) => labels.length));
  const row = MARGIN + PAD + Math.max(stack(above) - NODE.height / 2 + 10, 8);
  workflow.open.forEach((phase, place) => {
    const x = MARGIN + PAD + 22 + place * (COLUMN + GAP - 20) + (COLUMN - NODE.width) / 2;
    nodes.set(phase, { x, y: row, ...NODE });
  });
  const right = MARGIN + PAD + 22 + (workflow.open.length - 1) * (COLUMN + GAP - 20) + COLUMN + PAD;
  const bottom = row + NODE.height + 24 + stack(below) + PAD / 2;
  const frame = { x: MARGIN, y: MARGIN, width: right - MARGIN, height: bottom - MARGIN };
  workflow.final.forEach((phase, place) => {
    const y = place === 0 ? row : row + ((bottom - NODE.height - row) * place) / (workflow.final.length - 1 || 1) - 6;
    nodes.set(phase, { x: right + GAP - 8, y, ...NODE });
  });
  const drawn = workflow.edges.map((edge) => route(edge, nodes, frame));
  return {
    width: right + GAP - 8 + NODE.width + MARGIN,
    height: bottom + MARGIN,
    frame,
    nodes,
    labels: drawn.flatMap((one) => one.labels),
    arrows: drawn.map((one) => one.arrow),
  };
}

function stack(count: number): number {
  return count * (LABEL.height + LABEL.gap);
}

interface Route {
  readonly arrow: Arrow;
  readonly labels: readonly PlacedLabel[];
}

function route(edge: GraphEdge, nodes: ReadonlyMap<Phase, Box>, frame: Box): Route {
  const target = nodes.get(edge.target) ?? frame;
  const source = edge.source === null ? frame : (nodes.get(edge.source) ?? frame);
  return edge.source === edge.target ? loop(edge, target) : onward(edge, source, target, frame);
}

function onward(edge: GraphEdge, source: Box, target: Box, frame: Box): Route {
  const y = target.y + target.height / 2;
  const start = source.x + source.width;
  const leaves = edge.source !== null && target.x > frame.x + frame.width && start < frame.x + frame.width;
  const from = leaves ? frame.x + frame.width : start;
  const middle = (from + target.x - 8) / 2;
  const top = y - 9 - stack(edge.labels.length);
  return {
    arrow: { edge, path: `M${start} ${y}H${target.x - 8}`, tip: { x: target.x, y, turn: 0 } },
    labels: placed(edge, middle - LABEL.width / 2, top),
  };
}

function loop(edge: GraphEdge, node: Box): Route {
  const x = node.x + node.width / 2;
  const y = node.y + node.height;
  return {
    arrow: { edge, path: `M${x - 9} ${y}v8a9 9 0 0 0 18 0v-1`, tip: { x: x + 9, y, turn: 270 } },
    labels: placed(edge, x - LABEL.width / 2, y + 24),
  };
}

function placed(edge: GraphEdge, x: number, top: number): PlacedLabel[] {
  return edge.labels.map(({ verb, guards }, place) => ({
    edge,
    verb,
    guards,
    box: { x, y: top + place * (LABEL.height + LABEL.gap), width: LABEL.width, height: LABEL.height },
  }));
}
