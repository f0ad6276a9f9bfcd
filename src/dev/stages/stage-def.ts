/**
 * @file StageDef: a stage of a small example pipeline, the second catalog of the canvas. The data on a wire is a stream
 * of records.
 */
import type { NodeDef } from '../../catalog/node-def'
import type { ParamSpecs, ValuesOf } from '../../catalog/params'

/** A stream of records that have these fields and arrive at this rate per second. */
export interface Stream {
  readonly fields: readonly string[]
  readonly rate: number
}

export interface StageDef<P extends ParamSpecs = ParamSpecs> extends NodeDef<Stream, P> {
  /** Microseconds of work per record. */
  micros(params: ValuesOf<P>): number
}

/** Defines a stage whose parameters are fully typed. */
export function defineStage<const P extends ParamSpecs>(
  def: Omit<StageDef<P>, 'out'> & { readonly out?: boolean },
): StageDef<P> {
  return { out: true, ...def }
}
