/** @file MOST: how much of everything a file may hold. Apart from the schemas, which need zod: commands hold to it too. */
import { MAX_EVENTS } from '../ops/scenario/scenario'
import { MAX_NODES_PER_LEVEL, MAX_NOTE_LENGTH } from '../graph/drawing'

/** More than anyone draws, few enough that every check stays quick. */
export const MOST = {
  networks: 20,
  nodes: MAX_NODES_PER_LEVEL,
  wires: 10_000,
  label: 200,
  name: 200,
  notes: 500,
  note: MAX_NOTE_LENGTH,
  blocks: 200,
  params: 50,
  goal: 2000,
  check: 400,
  services: 20,
  /** Of a service. */
  slos: 50,
  rules: 20,
  scoreNotes: MAX_EVENTS,
  /** Letters. */
  postmortem: 40_000,
} as const
