/** @file conditionsAt: the simulated conditions at a moment of a scenario: a pure function of both, so that any moment can be computed. */
import { type ParamSpecs, type ValuesOf, valuesOf } from '../../catalog/params'
import { type Conditions, type LabelConditions, USUAL_LABELS } from './conditions'
import type { NoteDef, Sound } from './define-event'
import { findNoteKind } from './events'
import { type Note, paramsOf, type Score, soundsAt } from './scenario'

interface Part {
  readonly def: NoteDef
  readonly values: ValuesOf<ParamSpecs>
}

// A year is played minute by minute, so the parameters of an event are read only once.
const parts = new WeakMap<Note, Part | 'silent'>()

/** The kind and values of an event; undefined for an invalid one, which `checkScore` reports. */
export function partOf(note: Note): Part | undefined {
  const known = parts.get(note)
  if (known) return known === 'silent' ? undefined : known
  const def = findNoteKind(note.kind)
  const values = def && valuesOf(def.params, paramsOf(note), def.title)
  const part = def && values?.ok ? { def, values: values.value } : undefined
  parts.set(note, part ?? 'silent')
  return part
}

/** The effect of an event at a moment at which it is active. */
export function soundOf(note: Note, atMs: number): Sound {
  const part = partOf(note)
  const { startMs, lengthMs } = note
  return part ? part.def.sound(part.values, { atMs, sinceMs: atMs - startMs, lengthMs }) : {}
}

/** The combined effect of all events at a moment. Of two label events, the one that was added later counts. */
export function conditionsAt({ notes }: Score, atMs: number): Conditions {
  const sounds = notes.filter((note) => soundsAt(note, atMs)).map((note) => soundOf(note, atMs))
  return {
    ratePerMinute: rateOf(sounds),
    mix: sounds.flatMap(({ mix }) => (mix && mix.share > 0 ? [mix] : [])),
    drift: sounds.flatMap(({ drift }) => drift ?? []),
    faults: sounds.flatMap(({ fault }) => fault ?? []),
    labels: Object.assign({ ...USUAL_LABELS }, ...sounds.map(({ labels }) => labels)) as LabelConditions,
  }
}

/** The expected requests per minute at a moment. */
export function rateAt({ notes }: Score, atMs: number): number {
  const sounds: Sound[] = []
  for (const note of notes)
    if (soundsAt(note, atMs) && partOf(note)?.def.lane === 'traffic') sounds.push(soundOf(note, atMs))
  return rateOf(sounds)
}

function rateOf(sounds: readonly Sound[]): number {
  let [perMinute, times] = [0, 1]
  for (const sound of sounds) {
    perMinute += sound.perMinute ?? 0
    times *= sound.times ?? 1
  }
  return perMinute * times
}
