/**
 * @file StageDef: a stage of a small example pipeline, the second catalog of the canvas. The data on a wire is a stream
 * of records.
 */
import type { NodeDef } from '../../catalog/node-def'
import type { ParamSpecs, ValuesOf } from '../../catalog/params'

/** A stream of records with these fields, at this rate per second. */
export interface Stream {
  readonly fields: readonly string[]
  readonly rate: number
}

export interface StageDef<P extends ParamSpecs = ParamSpecs> extends NodeDef<Stream, P> {
  /** Time per record, in microseconds. */
  micros(params: ValuesOf<P>): number
}

/** Defines a stage with the types of its parameters. */
export function defineStage<const P extends ParamSpecs>(
  def: Omit<StageDef<P>, 'out'> & { readonly out?: boolean },
): StageDef<P> {
  return { out: true, ...def }
}
