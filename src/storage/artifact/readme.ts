/** @file The artifact's README: how to use each file, with this model's own names and numbers. */
import { count, counted, list, dimensions } from '../../messages/format'
import type { FittedOutput } from '../../data/pipeline'
import type { ModelRecord } from '../records'
import type { Golden } from './golden'

/** The README of a model's artifact; `parts` says whether the server for Node is among its files. */
export function readme(model: ModelRecord, golden: Golden, parts: 'with a server' | 'model alone'): string {
  const { pipeline, weights } = model
  const inputs = pipeline.inputs.map(({ label, shape }) => `${plain(label)} (${dimensions(shape)})`)
  const outputs = pipeline.outputs.map((output) => `${plain(output.label)} (${answerWords(output)})`)
  const samples = golden.heldOut ? 'samples it was not trained on' : 'samples of seeded noise'
  return `# ${plain(model.name)}, version ${model.version}

A neural network drawn and trained in Netloom: ${counted(weights.data.length, 'parameter')}, from ${list(inputs)} to ${list(outputs)}.

The copy in this archive was read back and compared with the model on ${count(golden.count)} ${samples} (${plain(golden.backend)}):
the largest difference was ${golden.largestDifference}.

## What is in it

| file | what it is |
| --- | --- |
| \`model.json\`, \`weights.bin\` | the network in TensorFlow.js layers format |
| \`model.py\`, \`weights.npz\`, \`load_weights.py\` | the same network as Keras source, its weights, and a loader that puts them in by name |
| \`pipeline.json\`, \`pipeline.py\` | how raw values become the numbers that the network sees, and back; the same in NumPy |
| \`classes.json\` | the classes of each output, in the order of its numbers |
| \`metrics.json\` | name, date, and how well it did |
| \`golden.json\` | encoded inputs with the outputs that this model gives for them |
| \`project.json\` | the drawing and the plan; opens in Netloom as a project |
${model.reference ? '| `reference.json` | what the inputs of its training rows were like, for whoever watches for drift |\n' : ''}${
  parts === 'with a server' ? '| `serve.mjs` | the model as a server for Node, see below |\n' : ''
}| \`manifest.json\` | size and SHA-256 of every file |

## In Netloom

Models, Import: choose this zip as it is. Every byte is checked first.

## In TensorFlow.js

\`\`\`js
import * as tf from '@tensorflow/tfjs'
const model = await tf.loadLayersModel('model.json')   // weights.bin beside it
const { inputs } = await (await fetch('golden.json')).json()
const answer = model.predict(inputs.map(({ data, shape }) => tf.tensor(data, shape)))
\`\`\`

## In Python

\`\`\`python
from load_weights import load       # needs numpy and keras
from pipeline import encode, decode # needs numpy
model = load()
answers = decode(model.predict(encode(samples)))  # samples as Netloom takes them: records, texts, pictures
\`\`\`

## The numbers it takes

Encode raw values as \`pipeline.json\` says, or let \`pipeline.py\` do it. \`image\`: pixels 0 to 255 times \`scale\`. \`columns\`: each column
goes through its steps, with the parameters and what they learnt from the training rows beside them; what is still missing then is 0.
The columns lie side by side on the last axis. An output of
kind \`number\` is told as y * deviation + mean, or, where it has \`steps\`, as their inverses make it, the last step first; one of kind \`image\` as y / scale, pixels 0 to 255 (what lies beyond is 0 or 255),
and where it is a \`mask\`, a pixel above the middle is marked. One of kind \`sequence\` gives the chance of each sign at each place: 0 ends
the text, 1 is unknown, 2 and on are what its step has learnt (\`known\`), in that order.
`
}

/** The part on serve.mjs, where it comes along. */
export function serverReadme({ name, pipeline }: ModelRecord): string {
  const at = `http://127.0.0.1:8080/v2/models/${encodeURIComponent(name)}`
  const inputs = pipeline.inputs.map(({ label, shape }) => `"${plain(label)}" [rows, ${shape.join(', ')}]`)
  return `
## As a server

\`\`\`sh
node serve.mjs --port 8080   # Node 20 or newer, nothing to install
curl ${at}                   # what it takes and gives
curl http://127.0.0.1:8080/metrics
\`\`\`

It speaks the Open Inference Protocol v2: \`POST ${at}/infer\` with the encoded inputs (${list(inputs)}, FP32), or with one input a
column, as \`table\` in its metadata lists them. The answers have the same bits as in Netloom.
`
}

/** What an output tells. */
function answerWords(output: FittedOutput): string {
  switch (output.kind) {
    case 'classes':
      return counted(output.labels.length, 'class', 'classes')
    case 'number':
      return `a number${output.unit === undefined ? '' : ` in ${plain(output.unit)}`}`
    case 'image':
      return `${output.mask ? 'a mask' : 'an image'} of ${dimensions(output.shape)}`
    case 'sequence':
      return `a text of at most ${count(output.shape[0] ?? 0)} ${output.text.steps[0]?.kind ?? 'signs'}`
    default:
      return output satisfies never
  }
}

/** Words of the user's as they can stand in Markdown: letters, digits and a little punctuation. */
function plain(words: string): string {
  return words.replace(/[^\p{L}\p{N} .,()%°/+-]/gu, ' ').trim() || 'unnamed'
}
