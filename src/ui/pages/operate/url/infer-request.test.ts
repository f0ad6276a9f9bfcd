import { expect, test } from 'vitest'
import { bodyOf, curlLine, fetchLine, firstValues, shortened } from './infer-request'

const META = {
  table: [
    { name: 'mass (g)', datatype: 'FP32', shape: [-1], range: [2700, 6300] as const },
    { name: 'island', datatype: 'BYTES', shape: [-1], labels: ['Biscoe', "St. Paul's"] },
    { name: 'picture', datatype: 'UINT8', shape: [-1, 1, 2, 1], range: [0, 255] as const },
  ],
}

test('a form starts with the middle of the known values, and gives one row', () => {
  const values = firstValues(META)
  expect(values).toEqual({ 'mass (g)': 4500, island: 'Biscoe', picture: [0, 0] })
  expect(JSON.parse(bodyOf(META, values)).inputs).toEqual([
    { name: 'mass (g)', datatype: 'FP32', shape: [1], data: [4500] },
    { name: 'island', datatype: 'BYTES', shape: [1], data: ['Biscoe'] },
    { name: 'picture', datatype: 'UINT8', shape: [1, 1, 2, 1], data: [0, 0] },
  ])
})

test('quotes in lines are kept, and lines are shortened only for display', () => {
  const body = `{"a": "it's"}`
  expect(curlLine('a b', body)).toBe(`curl http://127.0.0.1:8080/v2/models/a%20b/infer -d '{"a": "it'\\''s"}'`)
  const line = fetchLine('https://x.test/app/', 'a b', body)
  expect(line).toContain('"https://x.test/app/v2/models/a%20b/infer"')
  expect(line).toContain(JSON.stringify(body))
  expect(shortened('x'.repeat(1000)).length).toBeLessThan(430)
})
