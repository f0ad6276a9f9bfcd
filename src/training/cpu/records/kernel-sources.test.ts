/** @file The generated sources follow the table of records, and the compiled kernels are built from them. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { kernelSources } from './kernel-sources'

const sources = kernelSources()

test('the words of a record are those of its fields', () => {
  expect(/export enum MaxPoolGrad \{[^}]*\}/.exec(sources['records.ts'] ?? '')?.[0]).toMatchInlineSnapshot(`
    "export enum MaxPoolGrad {
      dy,
      places,
      out,
      count,
      size,
      accumulate,
      gate,
      gateActivation,
      gateActivationAlpha,
    }"
  `)
})

test('the kernels were compiled from the current sources', () => {
  for (const [name, source] of Object.entries(sources))
    expect(readFileSync(`src/kernels/build/${name}`, 'utf8') === source, name).toBe(true)
})

test('a loss is one loop for each sum that depends on others', () => {
  const loss = /function huber[\s\S]*?\n\}\n/.exec(sources['losses.ts'] ?? '')?.[0]
  expect(loss?.split('\n').slice(1).join('\n')).toMatchInlineSnapshot(`
    "  let sum0: f64 = 0
      for (let i = 0; i < width; i++) {
        const y = i == index ? own : other
        const p = at(row, i)
        const shared0 = (p - y)
        const shared1 = abs(shared0)
        const shared2 = min<f64>(shared1, <f64>load<f32>(parameters, 0))
        sum0 += (((0.5 * shared2) * shared2) + (<f64>load<f32>(parameters, 0) * (shared1 - shared2)))
        if (gradient) put(gradient, i, ((shared2 * ((shared0 > 0.0) ? 1.0 : -1.0)) / <f64>width))
      }
      return (sum0 / <f64>width)
    }
    "
  `)
})
