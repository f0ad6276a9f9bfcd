/** @file Memory: what is kept of the latest requests of a canary until their labels come: typed columns, of a level size. */

/** Requests that wait for a label at once; a label of an older one is not counted. */
const ROOM = 65_536

export interface Memory {
  readonly id: Float64Array
  readonly challenger: Uint8Array
  readonly slice: Uint16Array
  /** The input; NaN of one from outside. */
  readonly input: Float64Array
  readonly share: Float64Array
  /** The answer: a class or a number; NaN where there was none. */
  readonly answer: Float32Array
  /** When it came, in virtual milliseconds. */
  readonly at: Float64Array
  readonly labelled: Uint8Array
}

/** Nobody is remembered yet. */
export function openMemory(): Memory {
  return {
    id: new Float64Array(ROOM).fill(-1),
    challenger: new Uint8Array(ROOM),
    slice: new Uint16Array(ROOM),
    input: new Float64Array(ROOM),
    share: new Float64Array(ROOM),
    answer: new Float32Array(ROOM),
    at: new Float64Array(ROOM),
    labelled: new Uint8Array(ROOM),
  }
}

/** The place for a request, which whoever had it before leaves. */
export function placeFor(memory: Memory, id: number): number {
  const place = id % ROOM
  memory.id[place] = id
  memory.labelled[place] = 0
  return place
}

/** Where a request is remembered that nobody has labelled yet, or -1: the first word counts, for a bet is not taken back. */
export function unlabelled(memory: Memory, id: number): number {
  const place = id % ROOM
  return memory.id[place] === id && memory.labelled[place] === 0 ? place : -1
}
