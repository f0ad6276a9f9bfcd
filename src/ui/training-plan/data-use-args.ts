/** @file dataUseArgs: the arguments of `data.use` that choose the same data again. */
import type { DataPick } from '../../compile/project'

export function dataUseArgs({ dataset, version, samples, seed }: DataPick) {
  return { dataset, version, samples, seed }
}
