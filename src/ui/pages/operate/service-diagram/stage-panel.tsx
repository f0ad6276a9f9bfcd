/** @file StagePanel: the details of the selected stage, or of the entire service if none is selected. */
import { serviceDiagramText } from '../../../../messages/en/operate/service-diagram'
import { valuesOf } from '../../../../catalog/params'
import type { Alias } from '../../../../catalog/lowered-stage'
import type { ParamValue } from '../../../../catalog/params'
import { stages } from '../../../../catalog/service-stages'
import type { DrawnNode } from '../../../../graph/drawing'
import { useRunCommand, useSelect } from '../../../canvas/board-context'
import { ProblemView } from '../../../canvas/problem-callout'
import { nodeOf, problemsOf, toneOf } from '../../../canvas/selectors'
import inspector from '../../../inspector/inspector.module.css'
import { ParamField } from '../../../inspector/param-field'
import { Button } from '../../../kit/button'
import { FamilyIcon } from '../../../kit/family-icon'
import { TextField } from '../../../kit/text-field'
import styles from './drawing.module.css'
import { ManualRequests } from './manual-requests'
import { VersionNetwork } from './version-network'
import { ServicePanel } from './service-panel'

const { panel: text } = serviceDiagramText

/** The panel next to the canvas. */
export function StagePanel() {
  const selection = useSelect((state) => state.selection)
  const [only] = selection
  return (
    <aside id="inspector" className={styles.panel} aria-label={text.label}>
      {only !== undefined && selection.length === 1 ? <OneStage key={only} id={only} /> : <ServicePanel />}
    </aside>
  )
}

function OneStage({ id }: { readonly id: string }) {
  const run = useRunCommand()
  const node = useSelect((state) => nodeOf(state, id))
  const problems = useSelect((state) => problemsOf(state, id))
  if (!node) return null
  const def = stages.find(node.kind)
  return (
    <div data-node={id}>
      <h3 className={inspector.head}>
        <FamilyIcon family={def?.family ?? 'end'} />
        {def?.title ?? node.kind}
      </h3>
      <div className={styles.form}>
        <TextField
          label={text.name}
          value={node.label}
          onChange={(label) => run('graph.rename', { node: id, label })}
        />
        {def && <StageForm node={node} />}
      </div>
      {problems.length > 0 && (
        <section className={inspector.problems} data-tone={toneOf(problems)} aria-label={text.problems}>
          {problems.map((problem) => (
            <ProblemView key={`${problem.problem.code} ${problem.wire ?? ''}`} node={id} problem={problem} />
          ))}
        </section>
      )}
      {node.kind === 'source' && <ManualRequests />}
      {node.kind === 'model' && (
        <VersionNetwork
          model={String(node.params.model ?? '')}
          alias={String(node.params.alias ?? 'champion') as Alias}
        />
      )}
      {def && (
        <>
          <h4 className={inspector.title}>{text.what}</h4>
          <p className={inspector.words}>{def.summary}</p>
          {node.kind === 'model' && <p className={inspector.words}>{text.simulated}</p>}
        </>
      )}
      <Button
        className={inspector.remove}
        size="small"
        icon="trash"
        onClick={() => run('graph.remove', { nodes: [id] })}
      >
        {text.remove}
      </Button>
    </div>
  )
}

function StageForm({ node }: { readonly node: DrawnNode }) {
  const run = useRunCommand()
  const params = stages.find(node.kind)?.params ?? {}
  const values = valuesOf(params, node.params, node.kind)
  return Object.entries(params).map(([name, spec]) => {
    const drawn = Object.hasOwn(node.params, name) ? node.params[name] : undefined
    const value: ParamValue = values.ok && drawn !== undefined ? drawn : (drawn ?? spec.default)
    return (
      <ParamField
        key={name}
        spec={spec}
        value={value}
        onChange={(next) => run('graph.set', { node: node.id, params: { [name]: next } })}
      />
    )
  })
}
