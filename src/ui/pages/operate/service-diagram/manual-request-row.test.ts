import { expect, test } from 'vitest'
import type { TensorMeta } from '../../../../serving/http/model-metadata'
import { cameraFrameOf, formRow, imageColumnOf, imageRow } from './manual-request'

const image: TensorMeta = { name: 'digit', datatype: 'UINT8', shape: [-1, 2, 2, 1], range: [0, 255] }
const size: TensorMeta = { name: 'size', datatype: 'FP64', shape: [-1], range: [0, 4] }

test('a camera frame fills the image column as nested lists; other columns keep the defaults of the form', () => {
  const meta = { table: [size, image] }
  expect(imageColumnOf(meta)).toBe(image)
  expect(imageRow(meta, 'digit', Uint8Array.of(1, 2, 3, 4))).toEqual({
    size: 2,
    digit: [
      [[1], [2]],
      [[3], [4]],
    ],
  })
  expect(formRow(meta, { size: 3 })).toEqual({ size: 3, digit: null })
})

test('a service that the camera cannot fill says why', () => {
  expect(cameraFrameOf(image)).toEqual({ fits: 'yes', side: 2, channels: 1 })
  expect(cameraFrameOf({ name: 'digit', shape: [-1, 2, 3, 1] })).toMatchObject({ why: expect.stringContaining('3×2') })
  expect(cameraFrameOf({ name: 'digit', shape: [-1, 2, 2, 4] })).toMatchObject({
    why: expect.stringContaining('has 4'),
  })
})
