/**
 * @file The README of an exported model: how to use each of its files. It is in Markdown, and its code blocks are not
 * translated.
 */
import { defineText } from '../../define'
import { list, plural } from '../../format'

/** The examples that the exported copy was compared on, in the words of a sentence. */
const comparedOn = {
  'held-out': (examples: number) =>
    plural(examples, { one: '# example that it was not trained on', other: '# examples that it was not trained on' }),
  dataset: (examples: number) =>
    plural(examples, {
      one: '# example of its dataset, which it may have been trained on',
      other: '# examples of its dataset, some of which it may have been trained on',
    }),
  random: (examples: number) =>
    plural(examples, {
      one: '# example of random numbers (generated with a fixed seed)',
      other: '# examples of random numbers (generated with a fixed seed)',
    }),
}

const METHODS = {
  temperature: 'temperature scaling',
  platt: 'Platt scaling',
  isotonic: 'an isotonic function',
} as const

export const readmeText = defineText('storage/model-readme', {
  /** Replaces a name that contains no characters that Markdown can show. */
  unnamed: 'unnamed',
  end: (a: { label: string; shape: string }) => `${a.label} (${a.shape})`,
  classes: (a: { classes: number }) => plural(a.classes, { one: '# class', other: '# classes' }),
  number: 'a number',
  numberIn: (a: { unit: string }) => `a number in ${a.unit}`,
  mask: (a: { size: string }) => `a mask of ${a.size}`,
  image: (a: { size: string }) => `an image of ${a.size}`,
  characters: (a: { most: number }) => `text of up to ${plural(a.most, { one: '# character', other: '# characters' })}`,
  words: (a: { most: number }) => `text of up to ${plural(a.most, { one: '# word', other: '# words' })}`,
  tokens: (a: { most: number }) => `text of up to ${plural(a.most, { one: '# token', other: '# tokens' })}`,

  decision: (a: {
    output: string
    method: 'temperature' | 'platt' | 'isotonic' | undefined
    positive: string | undefined
    threshold: number | undefined
    /** The column of groups that have thresholds of their own. */
    column?: string | undefined
  }) => {
    const calibrated = a.method && `its probabilities are calibrated by ${METHODS[a.method]}`
    const decided =
      a.positive !== undefined &&
      (a.column === undefined
        ? `"${a.positive}" is predicted from a probability of ${a.threshold} up`
        : `"${a.positive}" is predicted from the threshold of the row's group up, so each request needs the column "${a.column}" (${a.threshold} if the group is unknown)`)
    return `${a.output}: ${list([calibrated, decided].filter((one): one is string => typeof one === 'string'))}.`
  },

  readme: (a: {
    name: string
    version: number
    parameters: number
    inputs: readonly string[]
    outputs: readonly string[]
    /** The result of comparing the exported model with the original. */
    checked: { examples: number; from: keyof typeof comparedOn; backend: string; largestDifference: number }
    /** What the classes of an output are decided by, for outputs that have more than the most likely class. */
    decisions: readonly string[]
    /** The code that applies them. */
    decisionCode: string
    hasReference: boolean
    hasServer: boolean
  }) => `# ${a.name}, version ${a.version}

A neural network designed and trained in Netloom: ${plural(a.parameters, { one: '# parameter', other: '# parameters' })}, from ${list(a.inputs)} to ${list(a.outputs)}.

The copy in this archive was loaded again and compared with the model on ${comparedOn[a.checked.from](
    a.checked.examples,
  )} (${a.checked.backend}).
The largest difference was ${a.checked.largestDifference}.

## Files

| File | Content |
| --- | --- |
| \`model.json\`, \`weights.bin\` | The network in TensorFlow.js layers format |
| \`model.py\`, \`weights.npz\`, \`load_weights.py\` | The same network as Keras 3 source code, its weights, and a script that loads them by name |
| \`pipeline.json\`, \`pipeline.py\` | How to encode raw values for the network and decode its outputs, as data and as NumPy code |
| \`classes.json\` | The class names of each output, in the same order as the values of that output |
| \`metrics.json\` | Name, date, and metrics |
| \`golden.json\` | Encoded inputs with the outputs that this model gives for them |
| \`project.json\` | The network and its training settings; opens in Netloom as a project |
${a.hasReference ? '| `reference.json` | The distribution of the training inputs, for monitoring drift |\n' : ''}${
  a.hasServer ? '| `serve.mjs` | The model as a server for Node, see below |\n' : ''
}| \`manifest.json\` | Size and SHA-256 of every file |

## In Netloom

Choose Models, then Import, and select this zip file without unpacking it. Netloom checks every file first.

## In TensorFlow.js

\`\`\`js
import * as tf from '@tensorflow/tfjs'
const model = await tf.loadLayersModel('model.json')   // weights.bin in the same folder
const { inputs } = await (await fetch('golden.json')).json()
const answer = model.predict(inputs.map(({ data, shape }) => tf.tensor(data, shape)))
\`\`\`
${
  a.decisions.length === 0
    ? ''
    : `
These are the outputs of the network alone. \`pipeline.json\` has the calibration and threshold that this model decides with, and
\`metrics.json\` the metrics of its decisions:

${a.decisions.map((one) => `- ${one}`).join('\n')}

\`\`\`js
${a.decisionCode}
const { outputs } = await (await fetch('pipeline.json')).json()
const found = [answer].flat().map((one, i) => one.arraySync().map((y) => decide(y, outputs[i]))) // outputs of kind classes
\`\`\`
`
}
## In Python

\`\`\`python
from load_weights import load       # needs numpy and Keras 3
from pipeline import encode, decode # needs numpy
model = load()
answers = decode(model.predict(encode(samples)))  # samples as Netloom takes them: records, texts, images
\`\`\`

## Inputs and outputs

Encode raw values as \`pipeline.json\` describes, or use \`pipeline.py\`. An input of kind \`image\` takes pixels from 0 to 255, multiplied by
\`scale\`. In an input of kind \`columns\`, each column goes through its steps, which are listed with their parameters and what they learned
from the training set. A value that is still missing after these steps becomes 0. The columns are concatenated on the last axis.

An output of kind \`number\` is decoded as y * deviation + mean, or, if it has \`steps\`, with their inverses, the last step first. An output
of kind \`image\` is decoded as y / scale, clipped to pixels from 0 to 255; in a \`mask\`, a pixel above the midpoint is marked. An output of
kind \`sequence\` gives the probability of each token at each position: 0 ends the text, 1 is unknown, and 2 and above are the tokens that
its step has learned (\`known\`), in that order.
`,

  server: (a: { url: string; inputs: readonly string[] }) => `
## As a server

\`\`\`sh
node serve.mjs --port 8080   # Node 20 or newer, nothing to install
curl ${a.url}                # its inputs and outputs
curl http://127.0.0.1:8080/metrics
\`\`\`

The server supports the Open Inference Protocol v2. Send \`POST ${a.url}/infer\` with the encoded inputs (${list(a.inputs)}, FP32), or with
one input per column, as \`table\` in the metadata lists them. The predictions match those in Netloom up to the
rounding of float32, because engines add in different orders. It serves this model only. A service on the canvas is not
exported: without its fallback, a request that the model cannot answer fails.
`,
})
