/** @file NodePanel: one layer in full: its name, what it does, its parameters, its cost, its inputs and its problems. */
import { byteSize, count, dimensions } from '../../messages/format'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { valuesOf } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { BLOCK, PORT_IN, PORT_OUT } from '../../graph/block'
import { shapeOut, shownReport } from '../../studio/levels'
import type { AppState } from '../../studio/state'
import { ProblemWords } from '../canvas/problem'
import { nodeOf, problemsOf, toneOf, workedOutNode } from '../canvas/read'
import { defOf } from '../network/read'
import { FamilyIcon } from '../kit/family-icon'
import { useSelect } from '../studio-context'
import { BlockPanel } from './block-panel'
import { DeleteButton, NameField } from './fixed-params'
import { InputsList } from './inputs-list'
import styles from './inspector.module.css'
import { ParamForm } from './param-form'
import { shortCount } from './value-text'

/** The panel of the selected node. */
export function NodePanel({ id }: { readonly id: string }) {
  const node = useSelect((state) => nodeOf(state, id))
  const problems = useSelect((state) => problemsOf(state, id))
  if (!node) return null
  const def = defOf(node.kind)
  if (node.kind === BLOCK) return <BlockPanel node={node} problems={problems} />
  return (
    <div data-node={id}>
      <h3 className={styles.head}>
        <FamilyIcon family={def?.family ?? 'end'} />
        {def?.title ?? PORT_TITLES[node.kind] ?? node.kind}
      </h3>
      <NameField node={node} />
      {def && <ParamForm node={node} params={def.params} />}
      {problems.length > 0 && (
        <section className={styles.problems} data-tone={toneOf(problems)} aria-label="Problems">
          {problems.map((problem) => (
            <ProblemWords key={`${problem.said.code} ${problem.wire ?? ''}`} node={id} problem={problem} />
          ))}
        </section>
      )}
      {def && (
        <>
          <h4 className={styles.title}>What it does</h4>
          <p className={styles.words}>{def.summary}</p>
          <Cost node={node} def={def} />
          <InputsList node={node} def={def} />
        </>
      )}
      <DeleteButton node={node} />
    </div>
  )
}

/** What the edge of a block is called. */
const PORT_TITLES: Readonly<Record<string, string>> = {
  [PORT_IN]: 'Input of the block',
  [PORT_OUT]: 'Output of the block',
}

function Cost({ node, def }: { readonly node: DrawnNode; readonly def: LayerDef }) {
  const words = useSelect((state) => costWords(state, node, def))
  if (words === '') return null
  return (
    <>
      <h4 className={styles.title}>Cost, one sample</h4>
      <p className={styles.words}>{words}</p>
    </>
  )
}

/** Shapes, parameters, multiply-adds, and the bytes of its result: 28×28×1 to 26×26×32. 320 parameters, 195 k multiply-adds, 86 kB. */
function costWords(state: AppState, drawn: DrawnNode, def: LayerDef): string {
  const report = shownReport(state)
  const node = workedOutNode(state, drawn)
  const output = report.shapes.get(drawn.id)
  const values = valuesOf(def.params, node.params, def.title)
  if (!output || !values.ok) return ''
  const inputs = (report.incoming.get(drawn.id) ?? []).map(({ from, out = 0 }) => shapeOut(state, from, out))
  const known = inputs.filter((shape): shape is Shape => shape !== undefined)
  if (known.length < inputs.length) return ''
  const from = known.length > 0 ? `${known.map(dimensions).join(' and ')} to ` : ''
  const parameters = report.parameters.get(drawn.id) ?? 0
  const work = known.length > 0 ? def.multiplyAdds(known, output, values.value) : 0
  const bytes = 4 * output.reduce((size, n) => size * n, 1)
  const learns = parameters > 0 && node.params.frozen === true ? ', frozen' : ''
  const counts = `${count(parameters)} parameters${learns}, ${work > 0 ? `${shortCount(work)} multiply-adds, ` : ''}${byteSize(bytes)}`
  return `${from}${dimensions(output)}. ${def.family === 'end' ? byteSize(bytes) : counts}.`
}
