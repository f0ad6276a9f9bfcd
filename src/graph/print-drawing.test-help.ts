/**
 * @file print: formats a checked drawing as text, one line per node: `conv: [26,26,16] = conv2d(digits, filters 16,
 * kernelSize 3)`.
 */
import type { CheckedDrawing } from './check-report'

/** Prints the steps in order, each with its shape, its inputs and its parameters. */
export function print(checked: CheckedDrawing<unknown>): string {
  return checked.steps
    .map(({ node, from, output }) => {
      const params = Object.entries(node.params).map(([name, value]) => `${name} ${formatValue(value)}`)
      return `${node.id}: ${JSON.stringify(output)} = ${node.kind}(${[...from, ...params].join(', ')})`
    })
    .join('\n')
}

function formatValue(value: unknown): string {
  return typeof value === 'string' && /^\w+$/.test(value) ? value : JSON.stringify(value)
}
