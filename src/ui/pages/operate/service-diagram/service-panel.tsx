/**
 * @file ServicePanel: the panel shown while no stage is selected: the list of stages, the service as code, or its
 * change history.
 */
import { useMemo, useState } from 'react'
import { stages } from '../../../../catalog/service-stages'
import type { Flow } from '../../../../catalog/stage-def'
import { toService, toText } from '../../../../compile/service/service-to-spec'
import type { CheckedDrawing } from '../../../../graph/check-report'
import { diff } from '../../../../graph/diff'
import { serviceDiagramText } from '../../../../messages/en/operate/service'
import { shownDrawing } from '../../../../studio/network/block-levels'
import { useRunCommand, useSelect } from '../../../canvas/board-context'
import kit from '../../../kit/kit.module.css'
import inspector from '../../../inspector/inspector.module.css'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { changeText } from '../../build/changes'
import { OpenIncidentRows } from '../alerts/incident-column'
import { useOperate } from '../use-operate'

const { whole: text } = serviceDiagramText

const VIEWS = [
  { value: 'stages', title: text.views.stages },
  { value: 'code', title: text.views.code },
  { value: 'changes', title: text.views.changes },
] as const
type View = (typeof VIEWS)[number]['value']

/** The panel shown while no stage is selected. */
export function ServicePanel() {
  const [view, setView] = useState<View>('stages')
  return (
    <>
      <OpenIncidentRows />
      <h3 className={`${kit.row} ${inspector.head}`}>{text.title}</h3>
      <div className={kit.below}>
        <Segmented layout="bare" label={text.views.label} value={view} options={VIEWS} onChange={setView} />
      </div>
      {view === 'stages' ? <Stages /> : view === 'code' ? <Code /> : <Changes />}
    </>
  )
}

function Stages() {
  const nodes = useSelect((state) => shownDrawing(state).nodes)
  const run = useRunCommand()
  // Selecting a stage replaces the list with the settings of that stage, so the focus moves to the stage on the canvas.
  const goTo = (id: string) => {
    run('canvas.goTo', { node: id })
    requestAnimationFrame(() =>
      document
        .querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)
        ?.focus({ preventScroll: true }),
    )
  }
  return (
    <>
      <p className={kit.soft}>{text.how}</p>
      <ul>
        {nodes.map(({ id, label, kind }) => (
          <li key={id} className={kit.row}>
            <button type="button" className={`${kit.link} ${kit.grow}`} translate="no" onClick={() => goTo(id)}>
              {label || (stages.find(kind)?.title ?? kind)}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** The service as code: one line per stage, in the order in which requests pass through the stages. */
function Code() {
  const name = useOperate((state) => state.service) ?? ''
  const report = useSelect((state) => state.report)
  const code = useMemo(() => {
    if (!report.checked) return undefined
    // The cast is safe because the board of a service checks only stages.
    return toText(toService(report.checked as CheckedDrawing<Flow>, name))
  }, [report, name])
  if (code === undefined) {
    return <p className={kit.soft}>{text.noCode}</p>
  }
  return (
    <>
      <pre className={`${kit.code} ${kit.below}`} translate="no">
        {code}
      </pre>
      <Button size="small" onClick={() => void navigator.clipboard?.writeText(code)}>
        {text.copy}
      </Button>
    </>
  )
}

/** The changes since a selected step in the history, with a button that returns to that step. */
function Changes() {
  const run = useRunCommand()
  const { past } = useSelect((state) => state.history)
  const drawing = useSelect((state) => state.project.drawing)
  const [steps, setSteps] = useState<number>()
  const at = Math.min(steps ?? past.length, past.length)
  const before = past[past.length - at]
  const changes = useMemo(
    () => (before ? diff(before, drawing).map((change) => changeText(change, 'stage')) : []),
    [before, drawing],
  )
  if (past.length === 0 || !before) return <p className={kit.soft}>{text.noChanges}</p>
  return (
    <>
      <Select
        label={text.since}
        value={String(at)}
        options={past.map((_, i) => ({
          value: String(past.length - i),
          title: sinceText(past.length - i, past.length),
        }))}
        onChange={(value) => setSteps(Number(value))}
      />
      <ul className={`${kit.stack} ${kit.apart}`}>
        {changes.map(({ title, lines }) => (
          <li key={`${title} ${lines.join()}`}>
            {title}
            {lines.map((line) => (
              <p key={line} className={kit.soft}>
                {line}
              </p>
            ))}
          </li>
        ))}
      </ul>
      <Button size="small" icon="undo" onClick={() => run('graph.jump', { steps: -at })}>
        {text.goBack}
      </Button>
    </>
  )
}

function sinceText(steps: number, all: number): string {
  if (steps === all) return text.opened
  return steps === 1 ? text.lastStep : text.stepsAgo({ steps })
}
