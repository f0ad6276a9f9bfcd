/** @file UI text for the layer catalog: the name, description, and parameters of each layer. */
import { defineText } from '../../define'
import { plural, shortPercent } from '../../format'

export const layersText = defineText('catalog/layers', {
  /** Parameters that several layers share. */
  params: {
    activation: {
      label: 'Activation',
      help: 'The function applied to each output. "linear" changes nothing.',
    },
    useBias: { label: 'Bias', help: 'Adds one learned number to each output.' },
    kernelInitializer: {
      label: 'Initializer',
      help: 'How the initial weights are set. Use a He initializer with relu and a Glorot initializer with most other activations.',
    },
    kernelRegularizer: {
      label: 'L2 regularization',
      help: 'Adds the squared weights, multiplied by this number, to the loss. This keeps weights small. 0 turns it off.',
    },
    frozen: { label: 'Frozen', help: 'Training does not change the weights of this layer.' },
    padding: {
      label: 'Padding',
      help: '"valid" keeps the window inside the input. "same" adds zeros at the edges, so at stride 1, the output is as large as the input.',
    },
    kernelSize: { label: 'Kernel size', help: 'How much of the input each filter sees at once.' },
    strides: { label: 'Stride', help: 'How far the window moves between positions.' },
    poolSize: { label: 'Pool size', help: 'How much of the input becomes one number.' },
    poolStrides: { label: 'Stride', help: 'How far the window moves between positions. 0 uses the pool size.' },
    units: { label: 'Units', help: 'The size of the state, which is also the size of the output.' },
    returnSequences: {
      label: 'Return sequences',
      help: 'Outputs the state after every step, for another recurrent layer to read. When off, the layer outputs only the last state.',
    },
    recurrentActivation: { label: 'Gate activation', help: 'The function that opens and closes the gates.' },
    stateActivation: { label: 'Activation', help: 'The function applied to the state.' },
    epsilon: { label: 'Epsilon', help: 'Added to the variance to avoid division by zero.' },
  },
  /** What a layer takes as input, for use in problem messages. */
  takes: {
    vector: 'a vector',
    sequence: 'a sequence of steps×features',
    image: 'an image of height×width×channels',
  },
  /** A short summary of a node's settings. */
  glance: {
    withActivation: (a: { text: string; activation: string }) => `${a.text}, ${a.activation}`,
    units: (a: { units: number }) => plural(a.units, { one: '# unit', other: '# units' }),
    filters: (a: { filters: number; kernel: string }) =>
      `${plural(a.filters, { one: '# filter', other: '# filters' })}, ${a.kernel}`,
    filtersWide: (a: { filters: number; kernel: string }) =>
      `${plural(a.filters, { one: '# filter', other: '# filters' })}, width ${a.kernel}`,
    perChannel: (a: { kernel: string; filters: number }) => `${a.kernel}, ${a.filters} per channel`,
    everyStep: (a: { text: string }) => `${a.text}, output at every step`,
    steps: (a: { window: string }) => `${a.window} steps`,
    elementwise: 'element by element',
    onePerChannel: 'one number per channel',
    onePerFeature: 'one number per feature',
  },
  // The layers, in the order of the palette.
  input: {
    title: 'Input',
    summary: 'Where examples enter the network.',
    search: 'source data features',
    data: 'the data',
    shape: {
      label: 'Shape',
      help: 'Leave this empty to use the shape of the data. A shape that you enter must match the data.',
    },
    columns: {
      label: 'Columns',
      help: 'The columns that this input uses. If none are selected, all remaining columns are used.',
    },
  },
  dense: {
    title: 'Dense',
    summary: 'The basic layer for learning from features: each unit computes a weighted sum of all inputs.',
    search: 'fully connected linear perceptron',
    units: { label: 'Units', help: 'The number of neurons, which is also the number of outputs.' },
  },
  conv2d: {
    title: 'Conv 2D',
    summary: 'Slides filters over an image. Each filter reports how well its pattern matches at every position.',
    search: 'convolution image cnn',
    filters: {
      label: 'Filters',
      help: 'The number of filters, which is also the number of output channels.',
    },
  },
  conv2dTranspose: {
    title: 'Conv 2D transpose',
    summary:
      'A convolution in reverse: each input number adds a copy of the filter, multiplied by that number, to a larger image.',
    search: 'deconvolution upsampling decoder generator upsample',
    filters: { label: 'Filters', help: 'The number of output channels.' },
  },
  separableConv2d: {
    title: 'Separable conv 2D',
    summary:
      'Looks for patterns in each channel, then mixes the channels. Almost as good as Conv 2D, with far fewer weights.',
    search: 'convolution image xception depthwise mobile',
    filters: { label: 'Filters', help: 'The number of output channels.' },
    depthMultiplier: {
      label: 'Depth multiplier',
      help: 'The number of filters for each channel, before the channels are mixed.',
    },
  },
  depthwiseConv2d: {
    title: 'Depthwise conv 2D',
    summary: 'Looks for patterns in each channel separately and never mixes channels. It needs few weights.',
    search: 'convolution image mobilenet separable mobile',
    depthMultiplier: { label: 'Depth multiplier', help: 'The number of filters for each channel.' },
  },
  conv1d: {
    title: 'Conv 1D',
    summary: 'Slides filters along a sequence. Each filter reports how well its pattern matches at every step.',
    search: 'convolution sequence time series text signal',
    filters: {
      label: 'Filters',
      help: 'The number of filters, which is also the number of output channels.',
    },
  },
  embedding: {
    title: 'Embedding',
    summary: 'Replaces each whole number, such as the ID of a word, with a learned vector.',
    search: 'lookup words tokens vocabulary',
    inputDim: { label: 'Vocabulary size', help: 'The number of entries. IDs go from 0 to one less than this number.' },
    outputDim: { label: 'Embedding size', help: 'The length of each vector.' },
    glance: (a: { entries: number; size: number }) =>
      `${plural(a.entries, { one: '# entry', other: '# entries' })}, size ${a.size}`,
  },
  lstm: {
    title: 'LSTM',
    summary:
      'Reads a sequence step by step. Gates control what enters, stays in, and leaves its memory, so it can remember for a long time.',
    search: 'recurrent sequence long short-term memory rnn',
  },
  gru: {
    title: 'GRU',
    summary:
      'Reads a sequence step by step. Gates choose what to keep and what to update. It has about 25% fewer weights than an LSTM.',
    search: 'recurrent sequence gated rnn',
  },
  simpleRNN: {
    title: 'Simple RNN',
    summary: 'Reads a sequence step by step with one state. It forgets quickly, so use it for short sequences.',
    search: 'recurrent sequence elman',
  },
  flatten: {
    title: 'Flatten',
    summary: 'Turns each example into one row of numbers, as a Dense layer expects.',
    search: 'vector reshape',
    glance: 'row of numbers',
  },
  maxPooling2d: {
    title: 'Max pool 2D',
    summary:
      'Keeps the largest value in each window. The exact position matters less, and each filter of the next layer covers a larger part of the image.',
    search: 'pooling downsampling subsample downsample',
  },
  averagePooling2d: {
    title: 'Average pool 2D',
    summary: 'Replaces each window of the image with its mean. The image gets smaller and smoother.',
    search: 'pooling downsampling subsample downsample mean',
  },
  globalMaxPooling2d: {
    title: 'Global max pool 2D',
    summary: 'Keeps the largest value of each channel, wherever it is in the image.',
    search: 'pooling gmp maximum',
  },
  globalAveragePooling2d: {
    title: 'Global avg pool 2D',
    summary: 'Replaces each channel with its mean over the image, which shows how much of its pattern is present.',
    search: 'pooling gap mean',
  },
  upSampling2d: {
    title: 'Upsampling 2D',
    summary: 'Enlarges an image by repeating every pixel. It has no weights.',
    search: 'enlarge resize upscale decoder nearest',
    glance: (a: { factor: string }) => `${a.factor} times`,
    size: { label: 'Factor', help: 'How many times taller and wider the image becomes.' },
  },
  zeroPadding2d: {
    title: 'Zero padding 2D',
    summary: 'Adds rows and columns of zeros around an image.',
    search: 'pad border frame',
    glance: (a: { sides: string }) => `${a.sides} on each side`,
    padding: { label: 'Padding', help: 'Rows to add at the top and bottom, columns to add on the left and right.' },
  },
  cropping2d: {
    title: 'Cropping 2D',
    summary: 'Cuts off rows and columns at the edges of an image.',
    search: 'crop trim cut',
    cropping: { label: 'Cropping', help: 'Rows to cut at the top and bottom, columns to cut on the left and right.' },
    glance: (a: { sides: string }) => `${a.sides} from each side`,
  },
  maxPooling1d: {
    title: 'Max pool 1D',
    summary: 'Keeps the largest value in each window of steps. The exact position is lost.',
    search: 'pooling downsampling subsample downsample',
  },
  averagePooling1d: {
    title: 'Average pool 1D',
    summary: 'Replaces each window of steps with its mean. The sequence gets shorter and smoother.',
    search: 'pooling downsampling subsample downsample mean',
  },
  globalMaxPooling1d: {
    title: 'Global max pool 1D',
    summary: 'Keeps the largest value of each feature, wherever it is in the sequence.',
    search: 'pooling gmp maximum',
  },
  globalAveragePooling1d: {
    title: 'Global avg pool 1D',
    summary: 'Replaces each feature with its mean over the whole sequence.',
    search: 'pooling gap mean',
  },
  reshape: {
    title: 'Reshape',
    summary: 'Arranges the same numbers in another shape, row by row. Nothing is computed.',
    search: 'view layout shape',
    targetShape: {
      label: 'Shape',
      help: 'The new shape of one example. Use -1 for one axis to calculate its size from the others.',
    },
  },
  permute: {
    title: 'Permute',
    summary: 'Changes the order of the axes, like swapping the rows and columns of a table.',
    search: 'transpose swap axes',
    glance: (a: { axes: readonly number[] }) => `axes ${a.axes.join(', ')}`,
    dims: { label: 'Order', help: 'The new order of the axes, counted from 1.' },
  },
  repeatVector: {
    title: 'Repeat vector',
    summary: 'Repeats one vector several times, so a recurrent layer can read it as a sequence.',
    search: 'sequence copy decoder',
    glance: (a: { times: number }) => plural(a.times, { one: '# time', other: '# times' }),
    n: { label: 'Times', help: 'The number of copies.' },
  },
  activation: {
    title: 'Activation',
    summary: 'Applies one function to every number. Without it, stacked linear layers act like a single one.',
    search: 'relu sigmoid tanh softmax nonlinearity gelu',
    activation: { label: 'Function', help: 'The function applied to every number.' },
  },
  leakyReLU: {
    title: 'Leaky ReLU',
    summary: 'Keeps positive numbers and multiplies negative ones by a small slope, so every unit can keep learning.',
    search: 'activation relu',
    alpha: { label: 'Slope', help: 'Negative numbers are multiplied by this value.' },
    glance: (a: { slope: number }) => `slope ${a.slope} below 0`,
  },
  add: {
    title: 'Add',
    summary: 'Adds its inputs element by element, as in the shortcuts of residual networks.',
    search: 'residual skip sum shortcut',
  },
  concatenate: {
    title: 'Concatenate',
    summary: 'Joins its inputs along one axis, so the next layer sees all of them.',
    search: 'join merge inception unet concat skip u-net',
    axis: {
      label: 'Axis',
      help: 'The axis to join along. -1 is the last one, the features or channels; 1 is the first.',
    },
    lastAxis: 'along the last axis',
    alongAxis: (a: { axis: number }) => `along axis ${a.axis}`,
  },
  multiply: {
    title: 'Multiply',
    summary: 'Multiplies its inputs element by element. One input can act as a gate for the other.',
    search: 'gate product attention',
  },
  average: { title: 'Average', summary: 'Averages its inputs element by element.', search: 'mean ensemble merge' },
  maximum: { title: 'Maximum', summary: 'Keeps the largest of its inputs, element by element.', search: 'max merge' },
  minimum: { title: 'Minimum', summary: 'Keeps the smallest of its inputs, element by element.', search: 'min merge' },
  dropout: {
    title: 'Dropout',
    summary:
      'Sets some inputs, chosen at random, to 0 in each training step, so neurons cannot rely on each other. It has no effect when you use the model.',
    search: 'regularisation overfitting regularise',
    rate: { label: 'Rate', help: 'The fraction of inputs dropped at each step.' },
    glance: (a: { rate: number }) => `drops ${shortPercent(a.rate)}`,
  },
  batchNormalization: {
    title: 'Batch norm',
    summary:
      'Rescales each feature to mean 0 and standard deviation 1 over the batch, then learns a scale and shift. Training is faster and more stable.',
    search: 'batchnorm normalization batch normalise bn',
    momentum: {
      label: 'Momentum',
      help: 'Predictions use a saved mean and variance. The higher this value, the more slowly the saved mean and variance follow the batches. Use a lower value for short runs.',
    },
    glance: (a: { momentum: number }) => `momentum ${a.momentum}`,
  },
  layerNormalization: {
    title: 'Layer norm',
    summary:
      'Rescales the features of each example to mean 0 and standard deviation 1, independently of the other examples in the batch.',
    search: 'layernorm normalization transformer layer normalise ln',
    glance: 'over the features',
  },
  output: {
    title: 'Output',
    summary: 'Where predictions leave the network and are compared with the labels during training.',
    search: 'target label prediction',
    glance: 'the target',
    target: {
      label: 'Target',
      help: 'The column this output predicts. Leave this empty to use the dataset’s target.',
    },
  },
})
