/** @file All transforms, in the order in which the page offers them. */
import { bagOfWords, hashTokens } from './bag-of-words'
import { bin } from './bin'
import { clip } from './clip'
import { hash } from './hash-step'
import { crop, grayscale, rescale, resize } from './image'
import { impute } from './impute'
import { index } from './index-step'
import { log } from './log-transform'
import { minMax } from './min-max'
import { oneHot } from './one-hot'
import { ordinal } from './ordinal'
import { robust } from './robust'
import { difference, flatten, window } from './series-transforms'
import { normalize, standardize } from './standardize'
import { characters, words } from './text-ids'
import { cyclic, timeParts } from './time-features'
import { timeWindow } from './time-window'
import type { TransformDef } from './transform'

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
