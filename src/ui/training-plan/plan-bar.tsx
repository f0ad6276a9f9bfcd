/**
 * @file PlanBar: the training settings as chips that open forms, and the network versions of the run and the editor.
 */
import { lazy, useRef, useState, type WheelEvent } from 'react'
import { planText as text } from '../../messages/en/build/plan'
import { hasNewData, isOfThisNetwork, useOtherDataset, useShownRun } from '../charts/use-shown-run'
import { classNames } from '../kit/button'
import { Icon } from '../kit/icon'
import { Rich } from '../kit/rich-text'
import { useOnChange } from '../kit/use-on-change'
import { LazyBoundary } from '../shell/lazy-boundary'
import { tooLargeText } from '../shell/run-status'
import { useIsHidden } from '../shell/unless-hidden'
import { useRunCommand, useSelect, useStudio } from '../studio-context'
import kit from '../kit/kit.module.css'
import styles from './plan-bar.module.css'
import { CHIPS, type Chip, chipValue, useHiddenChips } from './plan-chips'

/** The chips, such as "Trained v12" and "Network v14, 1 problem". */
function NetworkVersions() {
  const shown = useShownRun()
  const isCurrent = useSelect((state) => shown !== undefined && isOfThisNetwork(shown, state))
  const trainedOn = { isCurrent, hasNewData: useSelect(hasNewData) }
  const other = useOtherDataset()
  const version = useSelect((state) => state.project.drawingVersion)
  const errors = useSelect(({ report }) => report.diagnostics.filter(({ severity }) => severity === 'error').length)
  const advice = useSelect(({ report }) => report.diagnostics.length) - errors
  const goToProblem = useGoToProblem()
  const tooLarge = useSelect(tooLargeText)
  const isRefused = errors > 0 || tooLarge !== undefined
  const isFine = !isRefused && advice === 0
  return (
    <div className={styles.versions}>
      {shown?.isUntrained && (
        <span className={styles.chip} title={text.untrainedTip}>
          <Rich text={text.untrained} marks={NAME} />
        </span>
      )}
      {shown && !shown.isUntrained && (
        <span
          className={styles.chip}
          title={other ? text.trainedElsewhereTip({ dataset: other }) : text.trainedTip(trainedOn)}
        >
          <Rich
            text={
              other
                ? text.trainedElsewhere({ version: shown.drawingVersion, run: shown.tag })
                : text.trained({
                    ...trainedOn,
                    ...{ version: shown.drawingVersion, isEdited: shown.drawingVersion !== version },
                    run: shown.tag,
                  })
            }
            marks={NAME}
          />
        </span>
      )}
      <button
        type="button"
        className={classNames(styles.chip, isRefused && styles.bad)}
        disabled={isFine}
        title={networkTip({ errors, advice, tooLarge })}
        onClick={goToProblem}
      >
        <Rich text={networkText({ version, errors, advice, isTooLarge: tooLarge !== undefined })} marks={NAME} />
      </button>
    </div>
  )
}

const NAME = { i: (name: string) => <i>{name}</i> }

interface NetworkState {
  readonly version: number
  readonly errors: number
  readonly advice: number
  readonly isTooLarge: boolean
}

function networkText({ version, errors, advice, isTooLarge }: NetworkState): string {
  if (errors > 0) return text.network.problems({ version, n: errors })
  if (isTooLarge) return text.network.tooLarge({ version })
  return advice > 0 ? text.network.advice({ version, n: advice }) : text.network.fine({ version })
}

function networkTip({
  errors,
  advice,
  tooLarge,
}: Pick<NetworkState, 'errors' | 'advice'> & { tooLarge?: string | undefined }) {
  if (errors > 0) return text.networkTip.problems
  if (tooLarge !== undefined) return text.networkTip.tooLarge({ why: tooLarge })
  return advice > 0 ? text.networkTip.advice : text.networkTip.fine
}

/** Returns a function that opens the Build page and selects the node of the first problem, errors before advice. */
export function useGoToProblem(): () => void {
  const studio = useStudio()
  const run = useRunCommand()
  return () => {
    const { report, project } = studio.store.getState()
    const ordered = [...report.diagnostics].sort(
      (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
    )
    const wires = new Map(project.drawing.wires.map((wire) => [wire.id, wire.to]))
    const node = ordered.map((one) => one.node ?? wires.get(one.wire ?? '')).find((id) => id !== undefined)
    run('room.open', { room: 'build' })
    if (node !== undefined) run('select.set', { nodes: [node] })
  }
}

const loadPopover = () => import('./chip-popover')
const ChipPopover = lazy(loadPopover)

/** The bar below the header. */
export function PlanBar() {
  const [open, setOpen] = useState<{ readonly chip: Chip; readonly anchor: HTMLElement } | null>(null)
  const row = useRef<HTMLDivElement>(null)
  const { before, after } = useHiddenChips(row)
  const show = (chip: Chip | undefined, inline: 'start' | 'end') =>
    chip && row.current?.children[CHIPS.indexOf(chip)]?.scrollIntoView({ block: 'nearest', inline })
  // A button that appears at one end makes the row narrower, which may move the focused chip out of view.
  useOnChange([before.length, after.length], () => {
    const focused = document.activeElement
    if (row.current?.contains(focused)) focused?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  return (
    <section className={`${kit.rowWide} ${styles.strip}`} aria-label={text.title}>
      <More side="left" chips={before} onPress={() => show(before.at(-1), 'end')} />
      <div
        ref={row}
        className={styles.chips}
        data-more={[before.length > 0 && 'left', after.length > 0 && 'right'].filter(Boolean).join(' ')}
        onWheel={scrollAcross}
      >
        {CHIPS.map((chip) => (
          <ChipButton
            key={chip}
            chip={chip}
            open={open?.chip === chip}
            onPress={(anchor) => setOpen(open?.chip === chip ? null : { chip, anchor })}
          />
        ))}
      </div>
      <More side="right" chips={after} onPress={() => show(after[0], 'start')} />
      <NetworkVersions />
      {open && (
        <LazyBoundary key={open.chip} onRemove={() => setOpen(null)}>
          <ChipPopover chip={open.chip} anchor={open.anchor} onClose={() => setOpen(null)} />
        </LazyBoundary>
      )}
    </section>
  )
}

/** Makes a vertical mouse wheel scroll the row of chips horizontally. */
function scrollAcross(event: WheelEvent<HTMLDivElement>): void {
  if (event.deltaX === 0 && !event.ctrlKey) event.currentTarget.scrollLeft += event.deltaY
}

interface MoreProps {
  readonly side: 'left' | 'right'
  readonly chips: readonly Chip[]
  readonly onPress: () => void
}

/**
 * A button that shows how many chips are out of view on one side, and scrolls to them. Keyboard users do not need it,
 * because a chip scrolls into view when it is focused.
 */
function More({ side, chips, onPress }: MoreProps) {
  if (chips.length === 0) return null
  const names = chips.map((chip) => text.chips[chip])
  return (
    <button
      type="button"
      className={`${kit.rowTight} ${kit.soft} ${styles.more}`}
      data-side={side}
      tabIndex={-1}
      aria-label={text.moreLabel({ names })}
      title={text.outOfView({ names })}
      onClick={onPress}
    >
      {text.more({ n: chips.length })} <Icon name="chevron" size={12} />
    </button>
  )
}

interface ChipButtonProps {
  readonly chip: Chip
  readonly open: boolean
  readonly onPress: (anchor: HTMLElement) => void
}

function ChipButton({ chip, open, onPress }: ChipButtonProps) {
  const value = useSelect((state) => chipValue(chip, state))
  const hasFailed = useSelect((state) => chip === 'data' && state.data.tag === 'failed')
  const isLocked = useIsHidden(chip === 'data' ? 'data.use' : 'plan.set')
  return (
    <button
      type="button"
      className={classNames(styles.chip, hasFailed && styles.bad)}
      disabled={isLocked}
      aria-haspopup="dialog"
      aria-expanded={open}
      onPointerEnter={() => void loadPopover()}
      onFocus={() => void loadPopover()}
      onClick={(event) => onPress(event.currentTarget)}
    >
      <i>{text.chips[chip]}</i> <b>{value}</b>
    </button>
  )
}
