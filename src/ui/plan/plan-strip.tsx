/** @file PlanStrip: the training settings as chips that open their forms, and the versions of the run and of the network. */
import { lazy, useRef, useState, type WheelEvent } from 'react'
import { planText as text } from '../../messages/en/build/plan'
import { join } from '../kit/button'
import { Lazily } from '../shell/lazily'
import { useHides } from '../shell/lesson-shown'
import { useSelect } from '../studio-context'
import { Icon } from '../kit/icon'
import { CHIPS, type Chip, chipValue } from './chips'
import styles from './plan-strip.module.css'
import { useOutside } from './use-outside'
import { Versions } from './versions'

const loadPopover = () => import('./chip-popover')
const ChipPopover = lazy(loadPopover)

/** The strip under the header. */
export function PlanStrip() {
  const [open, setOpen] = useState<{ readonly chip: Chip; readonly anchor: HTMLElement } | null>(null)
  const row = useRef<HTMLDivElement>(null)
  const { before, after } = useOutside(row)
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
      <Versions />
      {open && (
        <Lazily key={open.chip} onGone={() => setOpen(null)}>
          <ChipPopover chip={open.chip} anchor={open.anchor} onClose={() => setOpen(null)} />
        </Lazily>
      )}
    </section>
  )
}

/** A plain mouse wheel moves chips that do not fit. */
function scrollAcross(event: WheelEvent<HTMLDivElement>): void {
  if (event.deltaX === 0 && !event.ctrlKey) event.currentTarget.scrollLeft += event.deltaY
}

interface MoreProps {
  readonly side: 'left' | 'right'
  readonly chips: readonly Chip[]
  readonly onPress: () => void
}

/** How many chips are out of view on one side; a click scrolls to them. The keyboard does not need it: a focused chip is in view. */
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
  const failed = useSelect((state) => chip === 'data' && state.data.tag === 'failed')
  const fixed = useHides(chip === 'data' ? 'data.use' : 'plan.set')
  return (
    <button
      type="button"
      className={join(styles.chip, failed && styles.bad)}
      disabled={fixed}
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
