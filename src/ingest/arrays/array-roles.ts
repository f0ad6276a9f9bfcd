/**
 * @file Array roles: infers from an array's name whether the array contains samples or labels, and whether they are for
 * training, validation or test.
 */

export interface NameRole {
  readonly part: 'train' | 'validation' | 'test' | undefined
  readonly kind: 'x' | 'y' | undefined
  /**
   * The name without the words for a part of the split, so that it is the same for the training and test rows of a
   * column.
   */
  readonly base: string
}

const PART_WORDS: ReadonlyMap<string, NameRole['part']> = new Map([
  ...(['train', 'training'] as const).map((word) => [word, 'train'] as const),
  ...(['val', 'valid', 'validation', 'dev'] as const).map((word) => [word, 'validation'] as const),
  ...(['test', 'testing', 't10k'] as const).map((word) => [word, 'test'] as const),
])
const LABELS = new Set(['y', 'label', 'labels', 'lbl', 'target', 'targets', 'class', 'classes', 'digit', 'digits'])
const SAMPLES = new Set(
  'x data image images img imgs picture pictures pixels feature features input inputs sample samples'.split(' '),
)
/** Matches words in file names that only describe the format. */
const FORMAT_WORDS = /^(idx\d?|ubyte|npy|npz|gz)$/
const SINGULAR: Readonly<Record<string, string>> = {
  images: 'image',
  labels: 'label',
  targets: 'target',
  classes: 'class',
  features: 'feature',
}

/** Parses array names such as "train-images-idx3-ubyte", "X_test", "y_train", "trainLabels" and "xtrain". */
export function roleOf(name: string): NameRole {
  const words = name
    .replace(/^.*\//, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b([xy])(train|test|val)\b/g, '$1 $2')
    .replace(/\b(train|test|val)([xy])\b/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !FORMAT_WORDS.test(word))
  const part = words.map((word) => PART_WORDS.get(word)).find((match) => match !== undefined)
  const rest = words
    .filter((word) => !PART_WORDS.has(word))
    .map((word) => (Object.hasOwn(SINGULAR, word) ? (SINGULAR[word] as string) : word))
  const base = rest.join('_') || 'values'
  const kind = rest.some((word) => LABELS.has(word)) ? 'y' : rest.some((word) => SAMPLES.has(word)) ? 'x' : undefined
  return { part, kind, base }
}
