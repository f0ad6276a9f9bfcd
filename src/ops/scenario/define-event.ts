/** @file NoteDef: one kind of note, one file each in `notes/`: its parameters, from which its form follows, and what it does. */
import type { ParamSpecs, ValuesOf } from '../../catalog/params'
import type { Drift, Fault, LabelConditions, MixShare } from './conditions'
import type { Lane } from './scenario'

/** A moment within a note. */
export interface Place {
  /** Of the score. */
  readonly atMs: number
  /** Since the note began. */
  readonly sinceMs: number
  readonly lengthMs: number
}

/** What a note does at a moment. */
export interface Sound {
  /** Requests a minute, beside those of others. */
  readonly perMinute?: number
  /** All requests, so many times. */
  readonly times?: number
  readonly mix?: MixShare
  readonly drift?: Drift
  readonly fault?: Fault
  readonly labels?: Partial<LabelConditions>
}

export interface NoteDef<P extends ParamSpecs = ParamSpecs> {
  readonly kind: string
  readonly lane: Lane
  readonly title: string
  /** What it does, in one sentence. */
  readonly summary: string
  readonly params: P
  /** Texts without which it does nothing. */
  readonly needs?: readonly string[]
  /** Notes of one voice contradict each other where they sound at once; a kind is one voice unless it says otherwise. */
  voice?(params: ValuesOf<P>): string
  sound(params: ValuesOf<P>, place: Place): Sound
}

/** Types a kind of note by its own parameters. */
export function defineNote<const P extends ParamSpecs>(
  def: NoteDef<P> & { readonly needs?: readonly (keyof P & string)[] },
): NoteDef<P> {
  return def
}
