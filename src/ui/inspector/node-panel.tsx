/** @file NodePanel: the panel for one layer: name, parameters, problems, description, cost and inputs. */
import { inspectorText } from '../../messages/en/inspector'
import type { LayerDef, Shape } from '../../catalog/layer-def'
import { valuesOf } from '../../catalog/params'
import type { DrawnNode } from '../../graph/drawing'
import { BLOCK, PORT_IN, PORT_OUT } from '../../graph/block'
import { shapeOut, shownReport } from '../../studio/block-levels'
import type { AppState } from '../../studio/state'
import { ProblemView } from '../canvas/problem-callout'
import { nodeOf, problemsOf, toneOf, evaluatedNode } from '../canvas/selectors'
import { defOf } from '../network/layer-text'
import { FamilyIcon } from '../kit/family-icon'
import { useSelect } from '../studio-context'
import { BlockPanel } from './block-panel'
import { DeleteButton, NameField } from './lockable-node-fields'
import { InputsList } from './inputs-list'
import styles from './inspector.module.css'
import { ParamForm } from './param-form'

const text = inspectorText.layer

/** The panel for the selected node. */
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
        <section className={styles.problems} data-tone={toneOf(problems)} aria-label={inspectorText.problems}>
          {problems.map((problem) => (
            <ProblemView key={`${problem.problem.code} ${problem.wire ?? ''}`} node={id} problem={problem} />
          ))}
        </section>
      )}
      {def && (
        <>
          <h4 className={styles.title}>{text.about}</h4>
          <p className={styles.words}>{def.summary}</p>
          <Cost node={node} def={def} />
          <InputsList node={node} def={def} />
        </>
      )}
      <DeleteButton node={node} />
    </div>
  )
}

/** Titles of a block's port nodes. */
const PORT_TITLES: Readonly<Record<string, string>> = {
  [PORT_IN]: text.blockInput,
  [PORT_OUT]: text.blockOutput,
}

function Cost({ node, def }: { readonly node: DrawnNode; readonly def: LayerDef }) {
  const cost = useSelect((state) => costText(state, node, def))
  if (cost === '') return null
  return (
    <>
      <h4 className={styles.title}>{text.cost}</h4>
      <p className={styles.words}>{cost}</p>
    </>
  )
}

/** Formats shapes, parameter count, multiply-adds and output bytes as text; empty while they are unknown. */
function costText(state: AppState, drawn: DrawnNode, def: LayerDef): string {
  const report = shownReport(state)
  const node = evaluatedNode(state, drawn)
  const output = report.shapes.get(drawn.id)
  const values = valuesOf(def.params, node.params, def.title)
  if (!output || !values.ok) return ''
  const incoming = (report.incoming.get(drawn.id) ?? []).map(({ from, out = 0 }) => shapeOut(state, from, out))
  const inputs = incoming.filter((shape): shape is Shape => shape !== undefined)
  if (inputs.length < incoming.length) return ''
  const bytes = 4 * output.reduce((size, n) => size * n, 1)
  if (def.family === 'end') return text.costOfEnd({ inputs, output, bytes })
  const parameters = report.parameters.get(drawn.id) ?? 0
  const isFrozen = parameters > 0 && node.params.frozen === true
  const multiplyAdds = inputs.length > 0 ? def.multiplyAdds(inputs, output, values.value) : 0
  return text.costOfLayer({ inputs, output, bytes, parameters, isFrozen, multiplyAdds })
}
