import { expect, test } from 'vitest'
import { present } from '../base/assert'
import { findDataset } from '../catalog/datasets'
import { findTemplate } from '../gallery'
import { checkNetwork } from './check-network'
import { LANGUAGES } from './languages'
import { linesOf } from './lines-of'

test.each(LANGUAGES)(
  'in %s every node has its line, with its shape, and a line of a head is also of its output',
  (language) => {
    const { networks, data, plan } = present(findTemplate('penguins-two-heads'), 'the template').content
    const drawing = present(networks[0], 'a network').drawing
    const { checked, shapes } = checkNetwork(drawing, findDataset(data.dataset)?.schema, plan)
    const lines = linesOf(present(checked, 'no error'), language)
    const found = lines.flatMap(({ nodes }) => nodes)
    expect([...found].sort()).toEqual(drawing.nodes.map(({ id }) => id).sort())
    for (const { id, kind } of drawing.nodes) {
      const line = present(
        lines.find(({ nodes }) => nodes.includes(id)),
        id,
      )
      expect(line.text.endsWith(` ${present(shapes.get(id), id).join('×')}`), line.text).toBe(true)
      if (kind === 'output') expect(line.nodes[0]).toBe(drawing.wires.find(({ to }) => to === id)?.from)
    }
  },
)
