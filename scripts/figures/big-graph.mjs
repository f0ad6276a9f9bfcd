/** @file A valid network of 1,000 nodes: residual blocks of two convolutions on MNIST, laid out in rows. */

export const NODES = 1000
const BLOCKS = 331
const PER_ROW = 35

/** The drawing, and the ids of its convolutions. */
export function bigGraph() {
  const nodes = []
  const wires = []
  let last
  const add = (kind, params, inputs = [last]) => {
    const id = `n${nodes.length}`
    const position = { x: (nodes.length % PER_ROW) * 220, y: Math.floor(nodes.length / PER_ROW) * 180 }
    nodes.push({ id, kind, label: `${kind} ${nodes.length}`, params, position })
    for (const [port, from] of inputs.entries()) wires.push({ id: `w${wires.length}`, from, to: id, port })
    last = id
    return id
  }
  const conv = (params = {}) =>
    add('conv2d', { filters: 8, kernelSize: 3, padding: 'same', activation: 'relu', ...params })
  add('input', {}, [])
  // Halves the image: a thousand layers at full size would exceed browser memory, and Netloom would refuse them.
  conv({ strides: 2 })
  conv()
  conv()
  for (let i = 0; i < BLOCKS; i++) {
    const before = last
    conv()
    conv()
    add('add', {}, [before, last])
  }
  add('flatten', {})
  add('dense', { units: 10, activation: 'softmax' })
  add('output', {})
  const convolutions = nodes.filter(({ kind }) => kind === 'conv2d').map(({ id }) => id)
  return { drawing: { nodes, wires }, convolutions }
}

/** Opens the network of 1,000 nodes as a project, by importing a modified export of the current project. */
export async function openBigGraph({ page, loaded }) {
  const { drawing, convolutions } = bigGraph()
  const problems = await page.evaluate(async (big) => {
    const file = JSON.parse(new TextDecoder().decode(await window.netloom.run('project.export')))
    file.name = 'One thousand'
    file.networks = [{ name: 'network', drawing: big }]
    await window.netloom.run('project.import', { bytes: new TextEncoder().encode(JSON.stringify(file)) })
    return window.netloom.state().check.diagnostics.map(({ message }) => message)
  }, drawing)
  if (problems.length > 0) throw new Error(problems[0])
  await loaded()
  return convolutions
}
