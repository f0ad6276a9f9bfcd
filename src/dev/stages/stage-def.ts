/** @file StageDef: one record a stage of a small pipeline: the second catalog of the canvas. What flows is a stream of records. */
import type { NodeDef } from '../../catalog/node-def'
import type { ParamSpecs, ValuesOf } from '../../catalog/params'

/** Records with these fields, so many a second. */
export interface Stream {
  readonly fields: readonly string[]
  readonly rate: number
}

export interface StageDef<P extends ParamSpecs = ParamSpecs> extends NodeDef<Stream, P> {
  /** Work on one record, in microseconds. */
  micros(params: ValuesOf<P>): number
}

/** Types a stage's record by its own parameters. */
export function defineStage<const P extends ParamSpecs>(
  def: Omit<StageDef<P>, 'out'> & { readonly out?: boolean },
): StageDef<P> {
  return { out: true, ...def }
}
