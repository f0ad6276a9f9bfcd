/**
 * @file PlanBar: the training settings as chips that open forms, and the network versions of the run and the editor.
 */
import { lazy, useRef, useState, type WheelEvent } from 'react'
import { planText as text } from '../../messages/en/build/plan'
import { classNames } from '../kit/button'
import { LazyBoundary } from '../shell/lazy-boundary'
import { useIsHidden } from '../shell/unless-hidden'
import { useSelect } from '../studio-context'
import { Icon } from '../kit/icon'
import { CHIPS, type Chip, chipValue } from './plan-chips'
import styles from './plan-bar.module.css'
import { useHiddenChips } from './use-hidden-chips'
import { NetworkVersions } from './network-versions'

const loadPopover = () => import('./chip-popover')
const ChipPopover = lazy(loadPopover)

/** The bar below the header. */
export function PlanBar() {
  const [open, setOpen] = useState<{ readonly chip: Chip; readonly anchor: HTMLElement } | null>(null)
  const row = useRef<HTMLDivElement>(null)
  const { before, after } = useHiddenChips(row)
  const show = (chip: Chip | undefined, inline: 'start' | 'end') =>
    chip && row.current?.children[CHIPS.indexOf(chip)]?.scrollIntoView({ block: 'nearest', inline })
  return (
    <section className={styles.strip} aria-label={text.title}>
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
      className={styles.more}
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
      <i data-chip={chip}>{text.chips[chip]}</i> {value}
    </button>
  )
}
