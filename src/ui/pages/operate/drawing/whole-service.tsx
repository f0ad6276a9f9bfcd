/** @file WholeService: with no stage selected, the service as a list of stages, as code, or by what changed since. */
import { useMemo, useState } from 'react'
import { stages } from '../../../../catalog/stages'
import type { Flow } from '../../../../catalog/stage-def'
import { toService } from '../../../../compile/service/to-service'
import { toText } from '../../../../compile/service/to-text'
import type { Checked } from '../../../../graph/checked'
import { diff } from '../../../../graph/diff'
import { shownDrawing } from '../../../../studio/levels'
import { changeWords } from '../../build/change-words'
import { useRun, useSelect } from '../../../canvas/on-board'
import inspector from '../../../inspector/inspector.module.css'
import { Button } from '../../../kit/button'
import { Segmented } from '../../../kit/segmented'
import { Select } from '../../../kit/select'
import { useOperate } from '../use-operate'
import styles from './drawing.module.css'

const VIEWS = [
  { value: 'stages', title: 'Stages' },
  { value: 'code', title: 'Code' },
  { value: 'changes', title: 'Changes' },
] as const
type View = (typeof VIEWS)[number]['value']

/** The panel while nothing is selected. */
export function WholeService() {
  const [view, setView] = useState<View>('stages')
  return (
    <>
      <h3 className={inspector.head}>Service</h3>
      <div className={styles.views}>
        <Segmented layout="bare" label="Shown of the drawing" value={view} options={VIEWS} onChange={setView} />
      </div>
      {view === 'stages' ? <Stages /> : view === 'code' ? <Code /> : <Changes />}
    </>
  )
}

function Stages() {
  const nodes = useSelect((state) => shownDrawing(state).nodes)
  const run = useRun()
  // The list makes way for the stage's settings: the keys go on at the stage itself.
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
      <p className={inspector.words}>
        A request enters at the source and goes along the wires to the log. Select a stage to set it; press / to add
        one.
      </p>
      <ul className={inspector.wires}>
        {nodes.map(({ id, label, kind }) => (
          <li key={id} className={inspector.wire}>
            <button type="button" className={inspector.link} onClick={() => goTo(id)}>
              {label || (stages.find(kind)?.title ?? kind)}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** A line a stage, in the order in which requests pass them. */
function Code() {
  const name = useOperate((state) => state.service) ?? ''
  const report = useSelect((state) => state.report)
  const text = useMemo(() => {
    if (!report.checked) return undefined
    // Cast: the board of a service checks stages.
    return toText(toService(report.checked as Checked<Flow>, name))
  }, [report, name])
  if (text === undefined) {
    return <p className={inspector.words}>The drawing has a problem. Its code stands here as soon as that is mended.</p>
  }
  return (
    <>
      <pre className={styles.code}>{text}</pre>
      <Button size="small" onClick={() => void navigator.clipboard?.writeText(text)}>
        Copy
      </Button>
    </>
  )
}

/** What the steps since one of the history changed, and the way back to it. */
function Changes() {
  const run = useRun()
  const { past } = useSelect((state) => state.history)
  const drawing = useSelect((state) => state.project.drawing)
  const [steps, setSteps] = useState<number>()
  const at = Math.min(steps ?? past.length, past.length)
  const before = past[past.length - at]
  const changes = useMemo(() => (before ? diff(before, drawing).map(changeWords) : []), [before, drawing])
  if (past.length === 0 || !before)
    return <p className={inspector.words}>Nothing was changed since this service was opened.</p>
  return (
    <>
      <Select
        label="Since"
        value={String(at)}
        options={past.map((_, i) => ({
          value: String(past.length - i),
          title: sinceWords(past.length - i, past.length),
        }))}
        onChange={(value) => setSteps(Number(value))}
      />
      <ul className={styles.changes}>
        {changes.map(({ title, lines }) => (
          <li key={`${title} ${lines.join()}`}>
            {title}
            {lines.map((line) => (
              <span key={line}>{line}</span>
            ))}
          </li>
        ))}
      </ul>
      <Button size="small" icon="undo" onClick={() => run('graph.jump', { steps: -at })}>
        Back to then
      </Button>
    </>
  )
}

function sinceWords(steps: number, all: number): string {
  if (steps === all) return 'it was opened'
  return steps === 1 ? 'the last step' : `${steps} steps ago`
}
