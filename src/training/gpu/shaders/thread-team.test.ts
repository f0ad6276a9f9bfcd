/** @file Teams: which threads compute a sum on each kind of device, and how ops that compute sums use them. */
import { describe, expect, it } from 'vitest'
import type { OpOf } from '../../program/ops'
import { strided } from './elementwise'
import { layerNormGrad } from './norms'
import { teamFor } from './thread-team'

describe('a team', () => {
  it('is a workgroup if sums are long and units few', () => {
    expect(teamFor(8, 500, 1, false).shape).toMatchObject({ size: { groups: 8 }, workgroup: 64 })
    expect(teamFor(8, 5000, 1, false).shape.workgroup).toBe(256)
  })
  it.each([
    ['short sums', teamFor(8, 20, 1, false)],
    ['enough units for any device', teamFor(20_000, 500, 1, false)],
    ['an emulated device', teamFor(8, 500, 1, true)],
  ])('is one thread for %s', (_, team) => {
    expect(team.shape.size).toHaveProperty('threads')
    expect([team.step, team.total('sum'), team.byOneThread('x')]).toEqual([1, '', 'x'])
  })
  it('halves its reach every round, with a barrier in between', () => {
    expect(teamFor(8, 500, 2, false).total('a', 'b')).toMatchInlineSnapshot(`
      "  part0[lane] = a; part1[lane] = b;
        for (var reach = 32u; reach > 0u; reach /= 2u) {
          workgroupBarrier();
          if (lane < reach) { part0[lane] += part0[lane + reach]; part1[lane] += part1[lane + reach]; }
        }
        workgroupBarrier();
        a = part0[0]; b = part1[0];
        workgroupBarrier();"
    `)
  })
})

describe('ops that sum', () => {
  const view = (buffer: number) => ({ buffer, offset: 0 })
  const norm: OpOf<'layerNormGrad'> = {
    op: 'layerNormGrad',
    x: view(0),
    dy: view(1),
    mean: view(2),
    inverse: view(3),
    out: view(4),
    betaGrad: view(5),
    rows: 6,
    features: 5,
  }
  it('the backward pass of a layer norm handles rows and features in one dispatch', () => {
    const [kernel, ...more] = layerNormGrad(norm, { emulated: true })
    expect([kernel?.size, more]).toEqual([{ threads: 6 + 5 }, []])
  })
  it('features come first if the result overwrites what they read', () => {
    const kernels = layerNormGrad({ ...norm, out: norm.dy }, { emulated: true })
    expect(kernels.map(({ size }) => size)).toEqual([{ threads: 5 }, { threads: 6 }])
    expect(kernels.map(({ operands }) => 'out' in operands)).toEqual([false, true])
  })
  it('axes of size 1 cost nothing, and strides may be negative', () => {
    const [kernel] = strided(
      { op: 'strided', x: view(0), out: view(1), sizes: [1, 3, 2], from: [9, -1, 4], to: [9, 2, 1] },
      { emulated: true },
    )
    expect(kernel?.body).toMatchInlineSnapshot(`
      "  let unit = i;
        let first = 0u;
        let u2 = unit / 1u % 2u;
        let u1 = unit / 2u % 3u;
        let root = (u2 * 4u + u1 * 4294967295u);
        let goal = (u2 * 1u + u1 * 2u);
        var value = 0f;
        for (var term = first; term < 1u; term += 1u) {
        
          value += $x[root + 0u];
        }

        $out[goal] = value;"
    `)
  })
})
