/** @file practised: a version that was made to practise on, answering as the bad model that it is. */
import type { ServedModel, ServiceRows } from '../protocol/serving-messages'
import { badVersion } from './play/bad-models'
import { sliceOf } from './play/slice-of'
import { truthReader } from './rows'
import type { AnswerKind, Version } from './versions'

/** How often the slow one asks its network for each answer. */
const SLOW = 20

/** The version as it is, where nothing is wrong with it that it does not have in itself. */
export function practised(
  { practice }: Pick<ServedModel, 'practice'>,
  version: Version,
  { kind, classes }: AnswerKind,
  rows: ServiceRows | undefined,
): Version {
  if (!practice || practice.within) return version
  const { bad, slice = '' } = practice
  const { ref, close } = version
  if (bad === 'slow') return { ...version, predict: (inputs, count) => slowly(version, inputs, count) }
  const inSlice = rows ? sliceOf(rows, slice, truthReader(version.pipeline, rows.dataset, classes)) : () => false
  const { timedAs: _, ...made } = badVersion({ bad, of: version, kind, inSlice })
  return { ...made, ref, close }
}

/** It takes as long as it says: measured as any other, and felt by whoever calls it. */
async function slowly(version: Version, inputs: readonly Float32Array[], count: number) {
  for (let i = 1; i < SLOW; i++) await version.predict(inputs, count)
  return version.predict(inputs, count)
}
