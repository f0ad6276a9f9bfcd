/** @file print: a checked drawing as text, one line a node: `conv: [26,26,16] = conv2d(digits, filters 16, kernelSize 3)`. */
import type { Checked } from './checked-drawing'

/** The steps in order, each with its shape, what feeds it and the parameters that are set. */
export function print(checked: Checked<unknown>): string {
  return checked.steps
    .map(({ node, from, output }) => {
      const params = Object.entries(node.params).map(([name, value]) => `${name} ${written(value)}`)
      return `${node.id}: ${JSON.stringify(output)} = ${node.kind}(${[...from, ...params].join(', ')})`
    })
    .join('\n')
}

function written(value: unknown): string {
  return typeof value === 'string' && /^\w+$/.test(value) ? value : JSON.stringify(value)
}
