/**
 * @file MOST: limits on the content of a file. Kept separate from the schemas, which load zod, because commands use the
 * limits too.
 */
import { MAX_EVENTS } from '../ops/scenario/scenario'
import { MAX_NODES_PER_LEVEL, MAX_NOTE_LENGTH } from '../graph/drawing'

/** Limits above anything that a user would draw, but low enough that every check stays fast. */
export const MOST = {
  networks: 20,
  nodes: MAX_NODES_PER_LEVEL,
  wires: 10_000,
  /** The largest distance from the origin of the canvas, in pixels. */
  position: 1e6,
  /** Maximum number of items in a list of a parameter or the plan, such as columns. */
  listItems: 10_000,
  label: 200,
  name: 200,
  notes: 500,
  note: MAX_NOTE_LENGTH,
  blocks: 200,
  params: 50,
  goal: 2000,
  check: 400,
  services: 20,
  /** Maximum number of entries of each kind per service. */
  slos: 50,
  rules: 20,
  scenarioEvents: MAX_EVENTS,
  /** Maximum length of a postmortem, in characters. */
  postmortem: 40_000,
} as const
