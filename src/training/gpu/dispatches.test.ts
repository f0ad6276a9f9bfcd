import { expect, test } from 'vitest'
import type { BufferSpec } from '../program/ops'
import { bindKernel, type Locate, layoutBuffers } from './dispatches'
import { addInto, type Kernel, read, readWords, write, writeWords } from './kernel'

const apart: Locate = (buffer) => ({ buffer, offset: 0 })
const at = (buffer: number, offset = 0) => ({ buffer, offset })
const kernel = (operands: Kernel['operands'], body: string, more: Partial<Kernel> = {}): Kernel => ({
  operands,
  size: { threads: 100 },
  body,
  ...more,
})

test('operands are referenced by name, and each buffer is bound once', () => {
  const bound = bindKernel(
    kernel({ x: read(at(4)), order: readWords(at(2, 7)), out: write(at(9)) }, '  $out[i] = $x[$order[i] + 1u];'),
    apart,
  )
  expect(bound.source).toMatchInlineSnapshot(`
    "@group(0) @binding(0) var<storage, read> buffer0: array<f32>;
    @group(0) @binding(1) var<storage, read> buffer1: array<u32>;
    @group(0) @binding(2) var<storage, read_write> buffer2: array<f32>;
    @group(0) @binding(3) var<uniform> offsets: array<vec4u, 1>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3u, @builtin(local_invocation_index) lane: u32) {
      let group = workgroup.x;
      let i = group * 64u + lane;
      if (i >= 100u) { return; }
      buffer2[i] = buffer0[buffer1[offsets[0].x + (i)] + 1u];
    }"
  `)
  expect(bound).toMatchObject({ offsets: [7], grid: [2, 1] })
  expect(bound.bound.map(({ buffer }) => buffer)).toEqual([4, 2, 9])
})

test('a buffer that any operand writes is bound once, as writable', () => {
  const { bound, source } = bindKernel(
    kernel({ w: read(at(3)), bias: read(at(3, 40)), out: write(at(3, 80)) }, '  $out[i] = $w[i] + $bias[i];'),
    apart,
  )
  expect(bound).toEqual([{ buffer: 3, writable: true }])
  expect(source).toContain('buffer0[offsets[0].y + (i)] = buffer0[i] + buffer0[offsets[0].x + (i)];')
})

test('the offset of an operand does not change the source, so pipelines are shared', () => {
  const text = (offset: number) =>
    bindKernel(kernel({ x: read(at(0, offset)), out: write(at(1)) }, '  $out[i] = $x.all[$x.at + i];'), apart).source
  expect(text(12)).toBe(text(900))
})

test('small buffers that share a GPU buffer are addressed by their offset', () => {
  const shared: Locate = (buffer) => ({ buffer: 0, offset: 100 * buffer })
  expect(
    bindKernel(kernel({ a: readWords(at(1)), b: writeWords(at(2, 5)) }, '  $b[i] = $a[i];'), shared),
  ).toMatchObject({ bound: [{ buffer: 0, writable: true }], offsets: [100, 205] })
})

test("words of a buffer of another type are converted to the operand's type", () => {
  const { source } = bindKernel(
    kernel(
      { table: read(at(0)), bytes: readWords(at(0, 4)), out: write(at(1)) },
      '  $out[i] = $table[$bytes[i] & 255u];',
    ),
    apart,
  )
  expect(source).toContain('buffer1[i] = buffer0[bitcast<u32>(buffer0[offsets[0].x + (i)]) & 255u];')
})

test('kernels that cannot be bound are refused', () => {
  expect(() => bindKernel(kernel({ x: write(at(0)), y: writeWords(at(0)) }, ''), apart)).toThrow('as f32 and as u32')
  expect(() => bindKernel(kernel({ x: addInto(at(0)), y: readWords(at(0)) }, ''), apart)).toThrow('counted into')
  expect(() => bindKernel(kernel({ x: read(at(0)) }, '  let a = $z[i];'), apart)).toThrow('$z')
})

test('more workgroups than fit in a row form a grid, and the surplus ones return together', () => {
  const { grid, source } = bindKernel(kernel({ out: write(at(0)) }, '', { size: { groups: 200_001 } }), apart)
  expect(grid).toEqual([50_001, 4])
  expect(source).toContain('let group = workgroup.y * 50001u + workgroup.x;')
  expect(source).toContain('if (group >= 200001u) { return; }')
})

test('order, constants, and state share one buffer, and the others have their own', () => {
  const spec = (role: BufferSpec['role'], words: number): BufferSpec => ({ name: role, role, words })
  const { sizes, locate } = layoutBuffers([
    spec('weights', 10),
    spec('order', 6),
    spec('work', 0),
    spec('constants', 16),
    spec('state', 2),
  ])
  expect([0, 1, 2, 3, 4].map(locate)).toEqual([
    { buffer: 0, offset: 0 },
    { buffer: 1, offset: 0 },
    { buffer: 2, offset: 0 },
    { buffer: 1, offset: 6 },
    { buffer: 1, offset: 22 },
  ])
  expect(sizes).toEqual([40, 96, 4])
  expect(() => locate(5)).toThrow('no buffer 5')
})
