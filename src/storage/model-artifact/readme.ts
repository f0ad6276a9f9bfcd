/** @file The README of an artifact: explains how to use each file, with this model's names and numbers. */
import { readmeText as text } from '../../messages/en/storage/model-readme'
import { dimensions } from '../../messages/format'
import type { FittedOutput } from '../../data/pipeline'
import type { ModelRecord } from '../records'
import type { Golden } from './golden-samples'

/** The README of a model's artifact; `parts` says whether it includes the server for Node. */
export function readme(model: ModelRecord, golden: Golden, parts: 'with server' | 'model alone'): string {
  const { pipeline, weights } = model
  return text.readme({
    name: plain(model.name),
    version: model.version,
    parameters: weights.data.length,
    inputs: pipeline.inputs.map(({ label, shape }) => text.end({ label: plain(label), shape: dimensions(shape) })),
    outputs: pipeline.outputs.map((output) => text.end({ label: plain(output.label), shape: outputText(output) })),
    checked: {
      examples: golden.count,
      isHeldOut: golden.heldOut,
      backend: plain(golden.backend),
      largestDifference: golden.largestDifference,
    },
    hasReference: model.reference !== undefined,
    hasServer: parts === 'with server',
  })
}

/** The section about serve.mjs, for artifacts that include it. */
export function serverReadme({ name, pipeline }: ModelRecord): string {
  return text.server({
    url: `http://127.0.0.1:8080/v2/models/${encodeURIComponent(name)}`,
    inputs: pipeline.inputs.map(({ label, shape }) => `"${plain(label)}" [rows, ${shape.join(', ')}]`),
  })
}

/** A description of an output. */
function outputText(output: FittedOutput): string {
  switch (output.kind) {
    case 'classes':
      return text.classes({ classes: output.labels.length })
    case 'number':
      return output.unit === undefined ? text.number : text.numberIn({ unit: plain(output.unit) })
    case 'image': {
      const size = dimensions(output.shape)
      return output.mask ? text.mask({ size }) : text.image({ size })
    }
    case 'sequence': {
      const most = output.shape[0] ?? 0
      const kind = output.text.steps[0]?.kind
      if (kind === 'characters') return text.characters({ most })
      return kind === 'words' ? text.words({ most }) : text.tokens({ most })
    }
    default:
      return output satisfies never
  }
}

/**
 * A name given by the user, reduced to characters that Markdown shows unchanged: letters, digits, and some punctuation.
 */
function plain(name: string): string {
  return name.replace(/[^\p{L}\p{N} .,()%°/+-]/gu, ' ').trim() || text.unnamed
}
