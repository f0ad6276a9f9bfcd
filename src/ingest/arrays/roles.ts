/** @file What an array is for, by its name: samples or labels, and whether of training, validation or test. */

export interface Role {
  readonly part: 'train' | 'validation' | 'test' | undefined
  readonly kind: 'x' | 'y' | undefined
  /** The name without its part: the same for the training and the test rows of a column. */
  readonly base: string
}

const PARTS: ReadonlyMap<string, Role['part']> = new Map([
  ...(['train', 'training'] as const).map((word) => [word, 'train'] as const),
  ...(['val', 'valid', 'validation', 'dev'] as const).map((word) => [word, 'validation'] as const),
  ...(['test', 'testing', 't10k'] as const).map((word) => [word, 'test'] as const),
])
const LABELS = new Set(['y', 'label', 'labels', 'lbl', 'target', 'targets', 'class', 'classes', 'digit', 'digits'])
const SAMPLES = new Set(
  'x data image images img imgs picture pictures pixels feature features input inputs sample samples'.split(' '),
)
/** What the names of IDX files say of their form. */
const FORM = /^(idx\d?|ubyte|npy|npz|gz)$/
const SINGULAR: Readonly<Record<string, string>> = {
  images: 'image',
  labels: 'label',
  targets: 'target',
  classes: 'class',
  features: 'feature',
}

/** Reads "train-images-idx3-ubyte", "X_test", "y_train", "trainLabels", "xtrain". */
export function roleOf(name: string): Role {
  const words = name
    .replace(/^.*\//, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\b([xy])(train|test|val)\b/g, '$1 $2')
    .replace(/\b(train|test|val)([xy])\b/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !FORM.test(word))
  const part = words.map((word) => PARTS.get(word)).find((found) => found !== undefined)
  const rest = words
    .filter((word) => !PARTS.has(word))
    .map((word) => (Object.hasOwn(SINGULAR, word) ? (SINGULAR[word] as string) : word))
  const base = rest.join('_') || 'values'
  const kind = rest.some((word) => LABELS.has(word)) ? 'y' : rest.some((word) => SAMPLES.has(word)) ? 'x' : undefined
  return { part, kind, base }
}
