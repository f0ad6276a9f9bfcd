/** @file Go-on offer: while the starter digits are learnt, all 60,000 are one click away; the run goes on while they load. */
import { Button } from '../../kit/button'
import styles from '../rooms.module.css'
import { useGoOn } from './use-go-on'

/** The offer, where the set in use is part of a larger one. */
export function GoOnOffer() {
  const offer = useGoOn()
  if (!offer) return null
  const { rows, size, busy, go } = offer
  return (
    <div className={styles.callout}>
      <p>
        {busy
          ? `Loading ${rows} digits (${size}); the run goes on meanwhile.`
          : `This is the starter set. The network can go on from what it knows with all ${rows} digits, ${size} to load once.`}
      </p>
      <Button disabled={busy} onClick={go}>
        Go on with all {rows}
      </Button>
    </div>
  )
}
