/** @file Texts of the lesson on keeping a service alive. */
import { defineText } from '../../../define'

export const serviceLessonsText = defineText('gallery/lessons/service', {
  alive: {
    title: 'Lesson: keep a service alive',
    about: 'Your model answers requests day and night. A bad deploy comes at 3 a.m. Notice it, and roll back.',
    reaches: '98.9% accuracy before the bad deploy',
    goal: 'Serve the model, live through a bad deploy, and keep more than half of the error budget for accuracy.',
    train: {
      text: 'A service needs a model. Press Train, and save the model with the name moons.',
      question: 'What is the accuracy on the validation set?',
      hint: 'Save the model from the project menu, or with Ctrl K.',
    },
    serve: {
      text: 'It has 98.9%. Open the Operate page, create a service for the model moons, and start it.',
      question: 'A service is a drawing, too. Where does a request end?',
      choices: { log: 'in the log', model: 'in the model' },
      hint: 'Press Create service, and Start. Requests come when you play the scenario.',
    },
    quiet: {
      text: 'Load the scenario "A bad deploy", and play it until 2:00. Nothing bad has happened yet.',
      question: 'How many requests has the service answered by then?',
      choices: { few: 'less than 1,000', some: '1,000 to 10,000', many: 'more than 10,000' },
      hint: 'The scenario has about 60 requests per minute, fewer at night.',
    },
    deploy: {
      text: 'At 3:00, somebody deploys a model that mixes up the classes. Play until 4:00, and look at the incidents.',
      question: 'What does the service report after the bad deploy?',
      choices: { open: 'an open incident', none: 'no incident' },
      why: 'All requests were answered. How did the service notice that something is wrong?',
      hint: 'Correct labels arrive after 30 minutes. The accuracy objective compares them.',
    },
    extension: {
      text: 'Extension: roll back, and play until 8:00. The error budget for accuracy was 96.2% at 4:00. What is it now?',
      hint: 'Roll back from the incident. Its runbook says how.',
    },
  },
})
