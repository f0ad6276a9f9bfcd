/** @file The names of the training engines. Runs, records, and comparisons store the id of an engine. */
import { defineText } from '../define'

export const engineNamesText = defineText('engine-names', {
  'plain tf.js': 'TensorFlow.js',
  'exact CPU': 'Netloom CPU engine',
  'recorded WebGPU': 'Netloom GPU engine',
})

/** The name of an engine by id; an unknown id is returned unchanged. */
export function engineName(id: string): string {
  return Object.hasOwn(engineNamesText, id) ? engineNamesText[id as keyof typeof engineNamesText] : id
}
