/**
 * @file Tests image imports without a browser: headers, truncated files, common sizes and colors, class folders and
 * tables.
 */
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { textAt } from '../../data/column-operations'
import { formatMessage, type Message } from '../../messages/message'
import { csv } from '../formats/csv'
import { imagesFormat } from '../formats/images'
import { fileOf, fixtureBytes, readBack, refusedAs } from '../ingest.test-help'
import { centerCrop, checkImage, type DecodeImage, toGray } from './check-image'

/**
 * A fake decoder: the red value of every pixel is the last byte of the file, and the image is gray if that byte is
 * even.
 */
const decode: DecodeImage = async (bytes, { height, width }) => {
  const value = bytes.at(-1) as number
  return Uint8Array.from({ length: 3 * height * width }, (_, i) => (i % 3 === 0 || value % 2 === 0 ? value : 0))
}
const formats = [imagesFormat(() => decode), csv]

/** Creates a BMP of this size whose last byte is `value`, which the fake decoder reads. */
function bmp(width: number, height: number, value = 0): Uint8Array {
  const bytes = new Uint8Array(54 + 4 * Math.ceil((width * 24) / 32) * height)
  const view = new DataView(bytes.buffer)
  bytes.set([0x42, 0x4d])
  view.setUint32(10, 54, true)
  view.setUint32(14, 40, true)
  view.setInt32(18, width, true)
  view.setInt32(22, height, true)
  view.setUint16(28, 24, true)
  bytes[bytes.length - 1] = value
  return bytes
}

test('every fixture has the properties it was made with', () => {
  const headers = Object.fromEntries(
    readdirSync(new URL('../fixtures/pictures/', import.meta.url)).map((name) => {
      const head = checkImage(name, fixtureBytes(`pictures/${name}`))
      return [
        name,
        typeof head === 'string'
          ? head
          : `${head.format} ${head.width}×${head.height}${head.isGray ? ' grey' : ''}${head.isAnimated ? ' moves' : ''}${head.isRotated ? ' turned' : ''}`,
      ]
    }),
  )
  expect(headers).toEqual({
    'clear.png': 'png 24×16',
    'cmyk.jpg': 'cmyk',
    // The header is valid; the damaged pixels would be detected only during decoding.
    'damaged.png': 'png 24×16',
    'deep.png': 'deep',
    'drawing.svg': 'svg',
    'empty.png': 'empty',
    'grey.png': 'png 24×16 grey',
    'huge.png': 'large',
    'lossy.webp': 'webp 24×16',
    'misnamed.jpg': 'png 24×16',
    'moving.gif': 'gif 24×16 moves',
    'moving.png': 'png 24×16 moves',
    'moving.webp': 'webp 24×16 moves',
    'plain.bmp': 'bmp 24×16',
    'plain.jpg': 'jpeg 24×16',
    'plain.png': 'png 24×16',
    'plain.webp': 'webp 24×16',
    'short.jpg': 'short',
    'short.png': 'short',
    'still.gif': 'gif 24×16',
    'turned.jpg': 'jpeg 24×16 turned',
    'words.png': 'unknown',
  })
})

test('training and test folders with classes; the common size, detected gray, stored names', async () => {
  const files = [
    ...[1, 2, 3].flatMap((i) => ['cat', 'dog'].map((name) => fileOf(`pets/train/${name}/${i}.bmp`, bmp(8, 6, 2 * i)))),
    fileOf('pets/test/cat/9.bmp', bmp(30, 30, 4)),
    fileOf('pets/.DS_Store', 'x'),
  ]
  const { schema, columns, result } = await readBack(formats, files)
  expect(schema).toEqual([
    { name: 'image', type: 'image', height: 6, width: 8, channels: 1 },
    { name: 'class', type: 'category', values: ['cat', 'dog'] },
    { name: 'file', type: 'text' },
  ])
  expect(result.schema).toMatchObject({ kind: 'images', rows: 7, testRows: 1, target: 'class', ignore: ['file'] })
  expect(columns[1]).toEqual({ type: 'category', codes: Int16Array.of(0, 0, 0, 1, 1, 1, 0) })
  const names = columns[2]
  expect(names?.type === 'text' && textAt(names, 6)).toBe('pets/test/cat/9.bmp')
  expect(result.notes.map(({ code }) => code)).toEqual(['classes-test', 'pictures-resized'])
})

test('a table names the images without their extensions; unmatched rows and files are reported', async () => {
  const files = [
    ...['a', 'b', 'c', 'd'].map((name) => fileOf(`set/pictures/${name}.bmp`, bmp(4, 4, 1))),
    fileOf('set/labels.csv', 'id,kind,weight\nc,up,1\na,down,2\nb,up,3\nz,up,4\nb,down,5\n'),
  ]
  const { schema, columns, result } = await readBack(formats, files)
  expect(schema.map(({ name, type }) => `${name} ${type}`)).toEqual([
    'image image',
    'id category',
    'kind category',
    'weight number',
  ])
  expect(columns[3]).toEqual({ type: 'number', values: Float32Array.of(1, 2, 3, 5) })
  expect(result.schema).toMatchObject({ rows: 4, ignore: ['id'] })
  expect(result.notes.map(({ code }) => code).sort()).toEqual(['pictures-missing', 'pictures-unlabelled'])
})

test('images that cannot be read are named with their reason before the import, wherever they are', async () => {
  const files = Array.from({ length: 60 }, (_, i) =>
    fileOf(`${i % 2 ? 'a' : 'b'}/${i}.bmp`, i === 8 || i === 10 ? '' : i === 7 ? bmp(8, 8).slice(0, 60) : bmp(8, 8)),
  )
  const { look, result } = await readBack(formats, files)
  const skipped = (notes: readonly Message[]) =>
    notes.filter(({ code }) => code === 'pictures-skipped').map(formatMessage)
  expect(skipped(look.notes)).toEqual([
    'Skipped 1 image: a/7.bmp. It is incomplete.',
    'Skipped 2 images: b/8.bmp and b/10.bmp. Each of them is empty.',
  ])
  expect(skipped(result.notes)).toEqual(skipped(look.notes))
})

test('requested options: another size, and color although all images are gray', async () => {
  const files = ['a/1', 'a/2', 'b/3'].map((path) => fileOf(`${path}.bmp`, bmp(8, 8, 2)))
  const { schema } = await readBack(formats, files, { image: { height: 5, width: 4, channels: 3 } })
  expect(schema[0]).toEqual({ name: 'image', type: 'image', height: 5, width: 4, channels: 3 })
})

test('large images are scaled down with their aspect ratio, and that is reported', async () => {
  const files = ['a/1', 'a/2', 'b/3'].map((path) => fileOf(`${path}.bmp`, bmp(400, 200, 1)))
  const { schema, result } = await readBack(formats, files)
  expect(schema[0]).toEqual({ name: 'image', type: 'image', height: 64, width: 128, channels: 3 })
  expect(result.notes.map(({ code }) => code)).toContain('pictures-capped')
})

test.each([
  ['drawing.svg', 'pictures-svg'],
  ['huge.png', 'pictures-none'],
  ['short.jpg', 'pictures-none'],
])('%s alone is refused as %s', async (name, code) => {
  expect(
    await refusedAs(formats, [
      fileOf(name, fixtureBytes(`pictures/${name}`)),
      fileOf(`b/${name}`, fixtureBytes(`pictures/${name}`)),
    ]),
  ).toBe(code)
})

test("images are center-cropped; brightness equals Pillow's", () => {
  expect(centerCrop({ width: 30, height: 10 }, { width: 5, height: 5 })).toEqual({
    left: 10,
    top: 0,
    right: 20,
    bottom: 10,
  })
  // In Pillow, Image.new('RGB', (1, 1), (200, 100, 50)).convert('L').getpixel((0, 0)) is 124.
  expect([...toGray(Uint8Array.of(200, 100, 50))]).toEqual([124])
})
