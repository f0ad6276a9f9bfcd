/**
 * @file The Diagram tab: the stages of the service on a canvas, with the palette on the left and the settings of the
 * selected stage on the right.
 */

import type { ParamValue } from '../../../../catalog/params'
import { valuesOf } from '../../../../catalog/params'
import { stages } from '../../../../catalog/service-stages'
import type { DrawnNode } from '../../../../graph/drawing'
import { serviceDiagramText as text } from '../../../../messages/en/operate/service'
import { servableModels } from '../../../../studio/operate/project-model'
import { BoardProvider, useSelect as useBoard, useRunCommand } from '../../../canvas/board-context'
import { Canvas } from '../../../canvas/canvas'
import { Palette } from '../../../canvas/palette'
import { ProblemView } from '../../../canvas/problems'
import { nodeOf, problemsOf, toneOf } from '../../../canvas/selectors'
import kit from '../../../kit/kit.module.css'
import inspector from '../../../inspector/inspector.module.css'
import { ParamField, type ParamFieldProps } from '../../../inspector/param-field'
import { Button } from '../../../kit/button'
import { NodeGlyph } from '../../../kit/icon'
import { Select } from '../../../kit/select'
import { TextField } from '../../../kit/text-field'
import { ErrorBoundary } from '../../../shell/error-boundary'
import { groupByName, modelMetricsText } from '../../../shell/model-metrics'
import { useSelect } from '../../../studio-context'
import { SidePanel } from '../../build/side-panel'
import { useOperate } from '../use-operate'
import { useDownStages } from '../use-stage-traffic'
import styles from './drawing.module.css'
import { ManualRequests } from './manual-requests'
import { ServicePanel } from './service-panel'
import { stageCatalog } from '../stage-catalog'
import { VersionNetwork } from './version-network'

export default function DrawingTab() {
  const board = useOperate((state) => state.board)
  const outlined = useSelect((state) => state.sidePanel === 'outline')
  if (!board) return null
  return (
    <BoardProvider board={board} catalog={stageCatalog}>
      <div className={styles.page}>
        <Palette />
        <div className={styles.canvas} data-part="canvas">
          <ProblemNote />
          <div className={styles.diagram}>
            <ErrorBoundary part={text.canvas}>
              <Canvas />
            </ErrorBoundary>
          </div>
        </div>
        {outlined && <SidePanel />}
        <StagePanel />
      </div>
    </BoardProvider>
  )
}

/** Reports stages that are down, and a diagram that is not in use: requests still go through the last valid diagram. */
function ProblemNote() {
  const serving = useOperate((state) => state.serving.tag)
  const isValid = useBoard((state) => state.report.checked !== undefined)
  const isDrawn = useBoard(({ report }) =>
    report.diagnostics.some(({ severity, problem }) => severity === 'error' && problem.code !== 'alias-unset'),
  )
  const down = useDownStages()
  if (serving !== 'on' || (isValid && down.length === 0)) return null
  return (
    <p className={styles.problemNote} role="status">
      {[...down, ...(isDrawn ? [text.servesBefore] : down.length > 0 ? [] : [text.aliasUnset])].join(' ')}
    </p>
  )
}

const { panel: stagePanelText } = text

/** The panel next to the canvas. */
export function StagePanel() {
  const selection = useBoard((state) => state.selection)
  const [only] = selection
  return (
    <aside id="inspector" className={styles.panel} aria-label={stagePanelText.label}>
      {only !== undefined && selection.length === 1 ? <OneStage key={only} id={only} /> : <ServicePanel />}
    </aside>
  )
}

function OneStage({ id }: { readonly id: string }) {
  const run = useRunCommand()
  const node = useBoard((state) => nodeOf(state, id))
  const problems = useBoard((state) => problemsOf(state, id))
  if (!node) return null
  const def = stages.find(node.kind)
  return (
    <div data-node={id}>
      <h3 className={`${kit.row} ${inspector.head}`}>
        <NodeGlyph kind={node.kind} family={def?.family} />
        {def?.title ?? node.kind}
      </h3>
      <div className={`${kit.stack} ${styles.form}`}>
        <TextField
          label={stagePanelText.name}
          value={node.label}
          onChange={(label) => run('graph.rename', { node: id, label })}
        />
        {def && <StageForm node={node} />}
      </div>
      {problems.length > 0 && (
        <section
          className={`${kit.note} ${kit.stack} ${inspector.problems}`}
          data-tone={toneOf(problems)}
          aria-label={stagePanelText.problems}
        >
          {problems.map((problem) => (
            <ProblemView key={`${problem.problem.code} ${problem.wire ?? ''}`} node={id} problem={problem} />
          ))}
        </section>
      )}
      {node.kind === 'source' && <ManualRequests />}
      {node.kind === 'model' && <VersionNetwork node={node} />}
      {def && (
        <>
          <h4 className={inspector.title}>{stagePanelText.what}</h4>
          <p className={kit.soft}>{def.summary}</p>
          {node.kind === 'model' && <p className={kit.soft}>{stagePanelText.simulated}</p>}
        </>
      )}
      <Button
        className={inspector.action}
        size="small"
        icon="trash"
        onClick={() => run('graph.remove', { nodes: [id] })}
      >
        {stagePanelText.remove}
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
    const props = {
      spec,
      value,
      onChange: (next: ParamValue) => run('graph.set', { node: node.id, params: { [name]: next } }),
    }
    return node.kind === 'model' && name === 'model' ? (
      <ModelField key={name} {...props} />
    ) : (
      <ParamField key={name} {...props} />
    )
  })
}

/** The field for the model of a stage: the names in the registry, and the stage's own if it is not among them. */
function ModelField({ spec, value, onChange }: ParamFieldProps) {
  const models = useSelect((state) => state.models)
  const project = useSelect((state) => state.project)
  const own = String(value)
  const groups = groupByName(servableModels({ models, project }))
  const names = new Set(groups.map(([name]) => name))
  const options = [
    ...groups
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([name, [newest]]) => ({
        ...{ value: name, title: name },
        ...(newest && { about: text.newest({ version: newest.version, metrics: modelMetricsText(newest) }) }),
      })),
    ...(names.has(own) ? [] : [{ value: own, title: own === '' ? text.noModel : text.notSaved({ model: own }) }]),
  ]
  return <Select label={spec.label} value={own} options={options} onChange={onChange} />
}
