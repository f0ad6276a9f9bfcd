/** @file All transforms, in the order in which the page offers them. */
import { bin, hash, index, oneHot, ordinal } from './categories'
import { crop, grayscale, rescale, resize } from './image'
import { impute } from './impute'
import { clip, log, minMax, normalize, robust, standardize } from './scaling'
import { bagOfWords, characters, hashTokens, words } from './text-vectors'
import { cyclic, timeParts } from './time-features'
import type { TransformDef } from './transform'
import { difference, flatten, timeWindow, window } from './windows'

export const transforms: readonly TransformDef[] = [
  impute,
  clip,
  log,
  standardize,
  minMax,
  robust,
  bin,
  oneHot,
  index,
  ordinal,
  hash,
  cyclic,
  timeParts,
  words,
  characters,
  bagOfWords,
  hashTokens,
  resize,
  crop,
  grayscale,
  rescale,
  normalize,
  window,
  timeWindow,
  difference,
  flatten,
]

const byKind = new Map(transforms.map((def) => [def.kind, def]))

/** The transform with this kind; undefined if there is none. */
export function findTransform(kind: string): TransformDef | undefined {
  return byKind.get(kind)
}
