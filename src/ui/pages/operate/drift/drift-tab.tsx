/**
 * @file DriftTab: shows whether requests still resemble the reference data: the features sorted by evidence and effect
 * size, one feature in detail, and accuracy.
 */
import { useState } from 'react'
import { driftText as text } from '../../../../messages/en/operate/drift'
import { calibrationIn } from '../../../../ops/drift/accuracy-now'
import { DECIDERS } from '../../../../ops/drift/feature-drift'
import type { DriftPlan, WindowDrift } from '../../../../ops/drift/window-drift'
import { completeWindows, DEFAULT_PLAN } from '../../../../ops/drift/window-drift'
import type { BaselineKind, DriftBaseline } from '../../../../studio/operate/drift/drift'
import { Button } from '../../../kit/button'
import { Rich } from '../../../kit/rich-text'
import { Select } from '../../../kit/select'
import { useComputedOnChange } from '../../../kit/use-on-change'
import { useRunCommand } from '../../../studio-context'
import { EmptyPage } from '../../section'
import { useOperate } from '../use-operate'
import kit from '../../../kit/kit.module.css'
import styles from './drift.module.css'
import { AccuracyChart } from './drift-charts'
import type { DriftView } from './drift-view'
import { conceptText, isOutside, outsideText, useBasis, useDrift } from './drift-view'
import { FeatureList } from './feature-list'

const accuracyPanelText = text.accuracy

interface AccuracyPanelProps {
  readonly view: DriftView
  readonly window: WindowDrift
  readonly plan: DriftPlan
  readonly basis: DriftBaseline
  readonly onChoose: (window: number) => void
}

/** Shows accuracy for classification models, or the size of the error for numeric predictions. */
function AccuracyPanel({ view, window, plan, basis, onChoose }: AccuracyPanelProps) {
  const now = view.accuracy.find((one) => one.window === window.window)
  const labeled = now?.labeled ?? 0
  const { log } = view
  // New labels change the calibration.
  const calibration = useComputedOnChange([basis, window.window, plan.n, labeled], () =>
    labeled > 0 ? calibrationIn(log, basis.reference, window.window, plan.n) : undefined,
  )
  if (!now) return <p className={kit.caption}>{accuracyPanelText.noReference}</p>
  const fitted = basis.reference.answers.find(({ classes }) => classes)?.classes
  return (
    <section className={`${kit.section} ${kit.stack}`} aria-labelledby="drift-accuracy">
      <h3 id="drift-accuracy">{now.estimated ? accuracyPanelText.title : accuracyPanelText.errors}</h3>
      {now.estimated ? (
        <>
          <p>
            <Rich
              text={accuracyPanelText.estimated({ ...now.estimated, version: window.version })}
              marks={{ b: (inner) => <strong>{inner}</strong> }}
            />{' '}
            {now.counted
              ? accuracyPanelText.counted({
                  ...now.counted,
                  accuracy: now.counted.value,
                  labels: labeled,
                  inputs: now.inputs,
                })
              : accuracyPanelText.noLabels}{' '}
            {now.truth !== undefined && isOutside(now) && (
              <strong>{accuracyPanelText.truthOutside({ truth: now.truth })}</strong>
            )}
          </p>
          <AccuracyChart points={view.accuracy} chosen={window.window} onChoose={onChoose} />
          <p className={kit.caption}>
            {accuracyPanelText.keys({
              ...{ temperature: fitted?.temperature, rows: fitted?.fitted.n ?? 0, threshold: fitted?.threshold },
            })}
          </p>
        </>
      ) : (
        <p>
          {now.counted
            ? accuracyPanelText.meanError({ labels: labeled, error: now.counted.value })
            : accuracyPanelText.noLabels}
        </p>
      )}
      <p title={text.concept.about}>
        {conceptText(window.version === undefined ? undefined : view.concepts.get(window.version), now)}
      </p>
      {calibration && (
        <p>
          {calibration.ece > calibration.threshold
            ? accuracyPanelText.miscalibrated({ ...calibration, labels: calibration.labeled })
            : accuracyPanelText.calibrated({ ...calibration, labels: calibration.labeled })}
        </p>
      )}
      {now.estimated && <p>{outsideText(view.accuracy)}</p>}
      <p className={kit.caption}>
        {now.estimated && accuracyPanelText.caveat} {accuracyPanelText.truth}
      </p>
    </section>
  )
}

/** The drift detected in the open service. */
export default function DriftTab() {
  const run = useRunCommand()
  const serving = useOperate((state) => state.serving.tag)
  const [settings, setSettings] = useState<DriftSettings>({
    plan: DEFAULT_PLAN,
    against: 'usual' satisfies BaselineKind,
  })
  const [chosen, setChosen] = useState<number>()
  const { plan, against } = settings
  const state = useBasis(against)
  const basis = state.tag === 'ready' ? state.basis : undefined
  const view = useDrift(basis, plan)
  if (state.tag === 'failed') return <EmptyPage title={text.failed} about={state.why} />
  if (!basis) {
    if (state.tag === 'reading' || serving === 'opening') return <p className={kit.caption}>{text.loading}</p>
    return (
      <EmptyPage title={text.nothing} about={text.intro}>
        <Button tone="primary" icon="play" onClick={() => run('service.start')}>
          {text.start}
        </Button>
      </EmptyPage>
    )
  }
  const window = view?.windows.find((one) => one.window === chosen) ?? view?.windows.at(-1)
  const requests = view?.log.buffer.next ?? 0
  return (
    <div className={kit.stackWide}>
      <PlanBar settings={settings} onChange={setSettings} rows={basis.rows} />
      {view && window ? (
        <>
          <FeatureList
            key={`${plan.n} ${plan.decider} ${against}`}
            view={view}
            window={window}
            basis={basis}
            plan={plan}
            isLatest={window === view.windows.at(-1)}
            onChoose={setChosen}
          />
          <AccuracyPanel view={view} window={window} plan={plan} basis={basis} onChoose={setChosen} />
        </>
      ) : (
        <Waits
          requests={requests}
          n={plan.n}
          looking={view !== undefined && completeWindows(view.log.buffer, plan.n).end > 0}
        />
      )}
    </div>
  )
}

function Waits({ requests, n, looking }: { readonly requests: number; readonly n: number; readonly looking: boolean }) {
  if (looking) return <p className={kit.caption}>{text.analyzing}</p>
  return (
    <EmptyPage title={text.more({ requests: n - (requests % n) })} about={text.intro}>
      <p>{text.moreAbout({ window: n, requests })}</p>
    </EmptyPage>
  )
}

const driftSettingsText = text.plan

interface DriftSettings {
  readonly plan: DriftPlan
  readonly against: BaselineKind
}

const SIZES = [50, 100, 250, 500, 1000, 2500, 5000] as const
const DECIDER_OPTIONS = DECIDERS.map((value) => ({ value, ...driftSettingsText.deciders[value] }))

interface PlanBarProps {
  readonly settings: DriftSettings
  readonly rows: number
  readonly onChange: (settings: DriftSettings) => void
}

/** The settings, on one line if they fit. */
function PlanBar({ settings, rows, onChange }: PlanBarProps) {
  const { plan, against } = settings
  const change = (part: Partial<DriftPlan>) => onChange({ ...settings, plan: { ...plan, ...part } })
  return (
    <div className={`${kit.wrapWide} ${styles.plan}`}>
      <Select
        label={driftSettingsText.window}
        value={String(plan.n)}
        options={SIZES.map((n) => ({ value: String(n), title: driftSettingsText.size({ requests: n }) }))}
        onChange={(n) => change({ n: Number(n) })}
      />
      <Select
        label={driftSettingsText.against}
        value={against}
        options={[
          { value: 'usual', ...driftSettingsText.usual },
          { value: 'training', ...driftSettingsText.training },
        ]}
        onChange={(value) => onChange({ ...settings, against: value })}
      />
      <Select
        label={driftSettingsText.decider}
        value={plan.decider}
        options={DECIDER_OPTIONS}
        onChange={(decider) => change({ decider })}
      />
      <p className={kit.caption}>
        <Rich
          text={driftSettingsText.summary({ rows, alpha: plan.alpha, least: plan.least, among: plan.among })}
          marks={{ b: (inner) => <b>{inner}</b> }}
        />
      </p>
    </div>
  )
}
