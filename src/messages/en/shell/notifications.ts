/** @file UI text for the notification region and for the buttons that show or close notifications. */
import { defineText } from '../../define'
import { count } from '../../format'

export const notificationsText = defineText('shell/notifications', {
  label: 'Notifications',
  showAll: (a: { notices: number }) => `Show ${count(a.notices)} notifications`,
  showWhole: 'Show all',
  close: 'Close notification',
  /** Shown when the dataset of the project is not on this device. */
  importFiles: 'Import dataset files',
})
