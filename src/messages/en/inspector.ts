/** @file UI text for the inspector, for what layers compute, and for shapes and pictures of networks. */
import { defineText } from '../define'
import {
  byteSize,
  capitalized,
  commaList,
  compact,
  count,
  counted,
  dimensions,
  fixed,
  list,
  number,
  percent,
} from '../format'

/** The cost of a layer for one example. */
interface LayerCost {
  /** The input shapes; empty for an input node. */
  readonly inputs: readonly (readonly number[])[]
  readonly output: readonly number[]
  readonly parameters: number
  readonly isFrozen: boolean
  readonly multiplyAdds: number
  /** The size of the output in bytes. */
  readonly bytes: number
}

const shapesOf = ({ inputs, output }: Pick<LayerCost, 'inputs' | 'output'>) =>
  inputs.length > 0 ? `${list(inputs.map(dimensions))} to ${dimensions(output)}` : dimensions(output)

/** Text about what layers compute, on nodes and wires. */
export const layerValuesText = defineText('inspector/layer-values', {
  picture: (a: { layer: string }) => `What ${a.layer} computes for the current example`,
  tip: (a: { about: string }) => `${a.about}. Double-click to see all values.`,
  width: 'Wire width: mean activation',
  color: 'Wire color: gradient norm',
  weights: { negative: 'Wire: negative weight', positive: 'positive weight' },
  weightsTip: 'Between the pictures of units, a wire is a weight: the larger its size, the wider the wire.',
  legendTip:
    'A wire is as wide as the mean size of its values, and as dark as the norm of the weight gradient in the last step, of the layer that it leads to.',
  /** After a change of a trained network, whose predictions are dimmed. */
  notTrained: 'The layers have not been trained since the change.',
  dead: (a: { layers: string }) => `All zero: ${a.layers}.`,
  exploding: (a: { layers: string }) => `Exploding gradient: ${a.layers}.`,
  vanishing: (a: { layers: string }) => `Vanishing gradient: ${a.layers}.`,
  noValues: 'Not computed',
  zero: (a: { share: string }) => `${a.share} zero`,
  range: (a: { low: string; high: string }) => `${a.low} to ${a.high}`,
})

/** Text about the filters and figures of a selected layer. */
export const layerSummaryText = defineText('inspector/layer-summary', {
  filters: (a: { filters: number }) =>
    `${counted(a.filters, 'filter')}: blue weights are positive, orange ones negative`,
  filter: (a: { filter: number }) => `Filter ${count(a.filter)}`,
  map: (a: { filter: number }) => `Where filter ${count(a.filter)} matches the current example`,
  mean: (a: { inputs: number }) => `(mean of ${counted(a.inputs, 'channel')}) `,
  activity: (a: { isMost: boolean; mean: string; zero: string }) =>
    `${a.isMost ? 'most active: ' : ''}mean ${a.mean}, ${a.zero} zero`,
  level: 'Mean for this example',
  silent: 'Channels that are zero',
  of: (a: { some: number; all: number }) => `${count(a.some)} of ${count(a.all)}`,
  gradient: 'Last gradient norm',
})

interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** A difference of two shares, in percentage points: −3.5. */
const points = (share: number) => fixed(100 * share, 1)

const AXES = {
  row: 'row',
  column: 'column',
  channel: 'channel',
  step: 'step',
  feature: 'feature',
  unit: 'unit',
} as const

/** Text about all values of a layer, and how one of them is computed. */
export const valuesDialogText = defineText('inspector/values-dialog', {
  open: 'Values',
  openTip: 'Shows everything that this layer computes for the current example.',
  title: (a: { layer: string }) => `${a.layer}: values`,
  none: 'There are no values yet. They appear once the network has no problems and the data has loaded.',
  all: 'All values',
  chosen: 'Chosen value',
  about(a: { shape: string; shown: number; channels: number; tiled: 'unit' | 'channel' | undefined }) {
    if (a.tiled === 'unit') return `${counted(a.channels, 'unit')}, each for all points of the plane.`
    if (a.shown >= a.channels) return `${a.shape}, for the current example.`
    return `${a.shape}. The first ${count(a.shown)} of ${count(a.channels)} channels.`
  },
  hint: (a: { tiled: 'unit' | 'channel' | undefined }) =>
    `Choose a ${a.tiled ?? 'value'}${a.tiled === 'channel' ? ', then a pixel of it' : ''}. The value under the pointer appears here.`,
  value: (a: { place: string; value: string }) => `${a.place}: ${a.value}`,
  place: (a: { axes: readonly { axis: keyof typeof AXES; at: number }[] }) =>
    commaList(a.axes.map(({ axis, at }) => `${AXES[axis]} ${count(at)}`)),
  axes: {
    row: 'Row',
    column: 'Column',
    channel: 'Channel',
    step: 'Step',
    feature: 'Feature',
    unit: 'Unit',
  },
  part: (a: { axis: keyof typeof AXES; at: number }) => `${capitalized(AXES[a.axis])} ${count(a.at)}`,
  statistic: 'Statistic',
  layer: 'Layer',
  least: 'Minimum',
  largest: 'Maximum',
  mean: 'Mean',
  zeros: 'Zeros',
  history: {
    title: 'Over the run',
    about(a: {
      kind: 'weights' | 'gradients' | 'activations'
      low: number
      high: number
      first: number
      last: number
      checkpoints: number
    }) {
      const range = `${number(a.low)} at the bottom to ${number(a.high)} at the top`
      return `${capitalized(a.kind)}: ${range}; step ${count(a.first)} on the left to ${count(a.last)} on the right, ${counted(a.checkpoints, 'checkpoint')}.`
    },
  },
  mute: {
    title: 'Mute',
    one: (a: { part: string; isMuted: boolean }) => `${a.isMuted ? 'Unmute' : 'Mute'} ${a.part.toLowerCase()}`,
    all: 'Mute the layer',
    none: 'Unmute all',
    about: 'Muted parts compute 0. See which predictions need them; the weights stay as they are.',
    computing: 'Evaluating the validation set…',
    words(a: {
      metric: 'accuracy' | 'mae'
      n: number
      value: number
      without: number
      difference: Interval
      muted: number
      channels: number
      axis: keyof typeof AXES
    }) {
      const [show, amount] = a.metric === 'accuracy' ? [percent, points] : [number, number]
      const { value, low, high } = a.difference
      const unit = a.metric === 'accuracy' ? ' percentage points' : ''
      const by = `${value > 0 ? '+' : ''}${amount(value)}${unit} (95% interval ${amount(low)} to ${amount(high)})`
      const what = a.muted === a.channels ? 'the layer' : `${count(a.muted)} of ${count(a.channels)} ${AXES[a.axis]}s`
      const metric = a.metric === 'accuracy' ? 'accuracy' : 'mean absolute error'
      return `Without ${what}: ${metric} ${show(a.without)} instead of ${show(a.value)}, ${by}, on ${counted(a.n, 'validation example')}.`
    },
    class: 'Class',
    examples: 'Examples',
    before: 'Accuracy',
    after: 'Muted',
    change: 'Change in points, 95% interval',
    difference: ({ value, low, high }: Interval) =>
      `${value > 0 ? '+' : ''}${points(value)} (${points(low)} to ${points(high)})`,
  },
  edit: {
    about: 'After training, weights of a small network can be edited here. The run keeps its own weights.',
    field: (a: { input: string }) => `Weight: ${a.input}`,
    words: (a: { edits: number; now: string; before: string }) =>
      `${counted(a.edits, 'edit')} by hand. Validation: ${a.now || '…'}${a.before ? `, ${a.before} with the weights of the run` : ''}.`,
    undo: 'Undo edit',
    reset: 'Use the weights of the run',
  },
  sum: {
    title: 'How this value is computed',
    words: (a: {
      kind: 'learned' | 'largest' | 'mean' | 'same'
      place: string
      inputs: number
      bias: number
      sum: number
      activation: string
      value: number
    }) => {
      const [sum, value] = [number(a.sum, 4), number(a.value, 4)]
      const from = {
        learned: `${counted(a.inputs, 'input')} × ${a.inputs === 1 ? 'its weight' : 'their weights'}${a.bias === 0 ? '' : ' + bias'} = ${sum}`,
        largest: `the largest of ${counted(a.inputs, 'input')} is ${sum}`,
        mean: `the mean of ${counted(a.inputs, 'input')} is ${sum}`,
        same: a.inputs === 1 ? `the input is ${sum}` : `the sum of ${counted(a.inputs, 'input')} is ${sum}`,
      }[a.kind]
      const activation = a.activation === 'linear' ? '' : `; ${a.activation} gives ${value}`
      return `${capitalized(a.place)}: ${from}${activation}.`
    },
    padding: (a: { place: string }) => `padding (${a.place})`,
    inputs: 'Inputs',
    weights: 'Weights',
    products: 'Products',
    input: 'Input',
    value: 'Value',
    weight: 'Weight',
    product: 'Product',
    others: (a: { terms: number }) => `${counted(a.terms, 'other product')}`,
    bias: 'Bias',
    total: 'Sum',
  },
})

/** Text on the large view of a network on a plane. */
export const surfaceText = defineText('inspector/surface', {
  title: 'Decision surface',
  about: 'The network at every point of the plane',
  show: 'Show',
  predicted: 'Predicted class',
  probability: (a: { label: string }) => `Probability: ${a.label}`,
  units: (a: { layer: string; units: number }) => `${a.layer}: ${counted(a.units, 'unit')}`,
  unit: 'Unit',
  range: (a: { low: string; high: string }) => `${a.low} to ${a.high}`,
})

/** Text on a network that is saved as an image. */
export const networkImageText = defineText('inspector/network-image', {
  titleInBlock: (a: { block: string; network: string }) => `${a.block}, in ${a.network}`,
  caption: (a: { layers: number; parameters: number; dataset: string | undefined }) =>
    [counted(a.layers, 'layer'), counted(a.parameters, 'parameter'), ...(a.dataset ? [a.dataset] : [])].join(' · '),
})

/** Text on inputs and outputs that not every network has. */
export const nodeFacesText = defineText('inspector/node-faces', {
  noPlane: 'The plot appears after the data has loaded.',
  noSliders: 'The sliders appear after the data has loaded.',
  noControls: 'These columns have no controls. Evaluate shows predictions for examples.',
  points: (a: { points: number; classes: readonly string[] }) => `${counted(a.points, 'point')} of ${list(a.classes)}`,
  scrollForAll: (a: { n: number }) => `Scroll to see all ${count(a.n)}`,
  inputImage: (a: { input: string }) => `Image at ${a.input}`,
  inputCaption: 'Input',
  outputImage: 'Predicted image',
  outputCaption: 'Predicted',
})

/** Labels for the shapes that a problem is about. */
export const problemShapesText = defineText('inspector/problem-shapes', {
  label: (a: { shapes: readonly string[] }) => `Shapes. ${commaList(a.shapes)}`,
  shape: (a: { role: string; sizes: string }) => `${a.role}: ${a.sizes}`,
  roles: {
    input: 'input',
    output: 'output',
    expected: 'expected',
    kernel: 'kernel',
    target: 'target',
    cropped: 'cropped',
    setting: 'setting',
    data: 'data',
  },
  nthInput: (a: { nth: number }) => `input ${count(a.nth)}`,
})

export const inspectorText = defineText('inspector', {
  problems: 'Problems',
  more: 'More',
  name: 'Name',
  remove: 'Delete',

  network: {
    title: 'Network',
    insideBlock: 'Inside a block',
    blockName: 'Block',
    size: (a: { layers: number; wires: number; parameters: number }) =>
      `${counted(a.layers, 'layer')}, ${counted(a.wires, 'wire')}, ${counted(a.parameters, 'parameter')}.`,
    outline: 'Outline',
    empty: 'No layers yet. Press / to add the first one.',
    layers: 'Layers from input to output',
    hasProblem: 'has a problem',
    fromInputs: (a: { inputs: readonly string[] }) => `from ${list(a.inputs)}`,
    settingsFromInputs: (a: { settings: string; inputs: readonly string[] }) => `${a.settings}; from ${list(a.inputs)}`,
    moreProblems: (a: { problems: number }) => `And ${counted(a.problems, 'more problem')}.`,
    fitColumn: 'Adapt the network to this column',
    fitColumnTip: 'Sets the loss and the last layer for this column.',
    draw: 'Build a network for this dataset',
    drawTip: 'Replaces the current network. You can undo this.',
  },

  layer: {
    blockInput: 'Block input',
    blockOutput: 'Block output',
    cost: 'Cost per example',
    costOfEnd: (a: Pick<LayerCost, 'inputs' | 'output' | 'bytes'>) => `${shapesOf(a)}. ${byteSize(a.bytes)}.`,
    costOfLayer: (a: LayerCost) => {
      const parameters = `${counted(a.parameters, 'parameter')}${a.isFrozen ? ' (frozen)' : ''}`
      const work = a.multiplyAdds > 0 ? `, ${compact(a.multiplyAdds)} multiply-adds` : ''
      return `${shapesOf(a)}. ${parameters}${work}, ${byteSize(a.bytes)}.`
    },
    lessonLocks: 'Locked in this lesson. You cannot change this layer.',
    lessonFixesParams: 'You cannot change layer settings in this lesson.',
    yes: 'yes',
    no: 'no',
    none: 'none',
  },

  inputs: {
    one: 'Input',
    several: 'Inputs',
    disconnect: (a: { node: string }) => `Disconnect ${a.node}`,
    connectFrom: 'Connect from',
    choose: 'Choose a layer',
    chooseAnother: 'Choose another layer',
  },

  columns: {
    all: 'all other columns',
    types: { text: 'text', time: 'date', array: 'numbers' },
    ignored: 'excluded',
    ignoredOfType: (a: { type: string }) => `${a.type}, excluded`,
  },

  target: {
    fromSettings: 'From the training settings',
    fromSettingsNamed: (a: { column: string }) => `${a.column} (from the training settings)`,
    notInData: (a: { column: string }) => `${a.column} (not in this dataset)`,
  },

  block: {
    title: 'Block',
    titleNamed: (a: { block: string }) => `Block: ${a.block}`,
    enter: 'Step into',
    open: 'Open in place',
    close: 'Close',
    ungroup: 'Ungroup',
    parameters: (a: { parameters: number }) => `${counted(a.parameters, 'parameter')}.`,
    uses: (a: { uses: number }) => `Used ${counted(a.uses, 'time')}. Changes inside apply to all uses.`,
    parametersAndUses: (a: { parameters: number; uses: number }) =>
      `${counted(a.parameters, 'parameter')}. Used ${counted(a.uses, 'time')}. Changes inside apply to all uses.`,
    back: (a: { block: string }) => `Back to ${a.block}`,
  },

  blockParams: {
    title: 'Block parameters',
    none: 'None yet. Select a layer and press "Make block parameter" below one of its settings.',
    name: 'Name',
    initial: 'Default',
    remove: 'Remove',
    removeNamed: (a: { param: string }) => `Remove block parameter: ${a.param}`,
    removeTip: 'Removes this parameter from the block. The layers keep the value that is set where the block is used.',
    ports: 'Inputs and outputs',
    portsOfBlock: 'Block inputs and outputs',
    input: 'Input',
    output: 'Output',
    removeInput: (a: { name: string }) => `Remove input ${a.name}`,
    removeOutput: (a: { name: string }) => `Remove output ${a.name}`,
    /** The label of the button next to a setting of a layer inside a block. */
    make: 'Make block parameter',
    makeNamed: (a: { param: string }) => `Make block parameter: ${a.param}`,
    makeTip: (a: { param: string }) => `Lets you set ${a.param} where the block is used.`,
    expression: 'Use expression',
    expressionNamed: (a: { param: string }) => `Use expression: ${a.param}`,
    expressionTip: (a: { param: string }) => `Computes ${a.param} from the parameters of the block.`,
    fixedValue: 'Use a fixed value',
    result: (a: { value: string }) => `= ${a.value}`,
  },

  several: {
    selected: (a: { layers: number }) => `${counted(a.layers, 'layer')} selected`,
    parameters: (a: { parameters: number }) => `${counted(a.parameters, 'parameter')} in total.`,
    nothingShared: 'These layers have no settings in common.',
    setAll: (a: { layers: number }) => `Set for all ${count(a.layers)}`,
    mixed: 'Mixed',
    list: 'Selected',
    listLabel: 'Selected layers',
    removeAll: (a: { layers: number }) => `Delete all ${count(a.layers)}`,
  },

  arrange: {
    title: 'Arrange',
    left: { title: 'Left', about: 'Align left edges' },
    center: { title: 'Center', about: 'Align centers' },
    right: { title: 'Right', about: 'Align right edges' },
    top: { title: 'Top', about: 'Align top edges' },
    middle: { title: 'Middle', about: 'Align middles' },
    bottom: { title: 'Bottom', about: 'Align bottom edges' },
    across: { title: 'Distribute horizontally', about: 'Space evenly from left to right' },
    down: { title: 'Distribute vertically', about: 'Space evenly from top to bottom' },
    snap: { title: 'Move to the grid', about: 'Move to the nearest grid point' },
    group: {
      title: 'Group into a block',
      about: (a: { keys: string }) => `Group the selection into a block (${a.keys})`,
    },
    duplicate: { title: 'Duplicate', about: (a: { keys: string }) => `Duplicate the selection (${a.keys})` },
    reconnect: {
      title: 'Delete and reconnect',
      about: (a: { keys: string }) => `Delete the layers and reconnect the wires (${a.keys})`,
    },
  },
})
