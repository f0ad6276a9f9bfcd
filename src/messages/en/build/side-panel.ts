/** @file UI text for the panel next to the canvas: the names of its views, and the cost. */
import { defineText } from '../../define'
import { byteSize, count } from '../../format'

export const sidePanelText = defineText('build/side-panel', {
  label: 'Panels',
  close: (a: { panel: string }) => `Close ${a.panel}`,
  outline: { title: 'Outline', about: 'Outline for keyboards and screen readers' },
  code: { title: 'Code', about: 'The network as code' },
  cost: { title: 'Cost', about: 'Cost of each layer' },
  changes: { title: 'Compare', about: 'Compare with another network' },
  blocks: { title: 'Blocks', about: 'Blocks in this network and in your library' },
})

/** What takes the memory of a training, by part. */
const MEMORY = {
  engine: 'weights, gradients, and activations',
  scratch: 'the largest operation',
  checkpoints: 'checkpoints',
  reference: 'TensorFlow.js',
  evaluations: 'evaluations',
  rows: 'the dataset',
  base: 'the program',
} as const

type MemoryPart = keyof typeof MEMORY

/** Parts below this share of the memory are not listed. */
const SMALL_PART = 0.01

export const costText = defineText('build/side-panel/cost', {
  parameters: { title: 'Params', about: 'Parameters' },
  multiplyAdds: { title: 'Mult-adds', about: 'Multiply-adds in the forward pass, per example' },
  activationBytes: { title: 'Memory', about: 'Memory for the activations of one batch' },
  outputSize: { title: 'Output', about: 'Output values, per example' },
  layer: 'Layer',
  fromInput: 'From input to output',
  total: 'Total',
  number: (a: { n: number }) => count(a.n),
  bytes: (a: { n: number }) => byteSize(a.n),
  caption: (a: { batch: number }) => `Cost per layer, with memory for a batch of ${count(a.batch)}`,
  note: (a: { batch: number }) =>
    `Multiply-adds and output are per example. Memory is for the activations of a batch of ${count(a.batch)}.`,
  training: (a: Readonly<Record<MemoryPart | 'total', number>>) => {
    const parts = (Object.keys(MEMORY) as MemoryPart[]).filter((part) => a[part] >= SMALL_PART * a.total)
    const sizes = parts
      .sort((one, other) => a[other] - a[one])
      .map((part) => `${byteSize(a[part])} for ${MEMORY[part]}`)
    const rest = parts.reduce((left, part) => left - a[part], a.total)
    // Without the small parts, the sum would visibly differ from the total.
    if (byteSize(a.total - rest) !== byteSize(a.total)) sizes.push(`${byteSize(rest)} for the rest`)
    return `Training needs about ${byteSize(a.total)} of memory: ${sizes.join('; ')}.`
  },
  waiting: 'Fix the problem in the network to see its cost here.',
  colors: {
    choose: 'Color the layers by',
    none: 'None',
    title: 'Colors on the canvas',
    turnOff: 'Turn off colors',
    waiting: 'The colors come back when the problem is fixed.',
    /** `<layer/>` is the layer with the highest cost; `more` counts other layers with the same cost. */
    highest: (a: { more: number }) =>
      a.more > 0 ? `Highest: <layer/> and ${count(a.more)} more` : 'Highest: <layer/>',
  },
})
