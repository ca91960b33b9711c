import { defineErrors } from '@throughline/errors/throughline-error';

export const unitErrors = defineErrors('unit', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such unit',
    situation: 'No unit has this id.',
    action: 'Look up the unit in /v1/units.',
  },
  closed: {
    family: 'user',
    status: 409,
    title: 'The unit is closed',
    situation: 'The unit was closed; nothing is added to it and nothing about it changes any more.',
    action: 'Choose a unit that is open, or open a new one.',
  },
  leads_back: {
    family: 'user',
    status: 409,
    title: 'The unit would lie below itself',
    situation: 'The unit that it is to be put under is the unit itself, or lies below it.',
    action: 'Choose another unit, or move that one out first.',
  },
  is_the_group: {
    family: 'user',
    status: 409,
    title: 'The group itself stays where it is',
    situation: 'The unit at the top is neither moved nor closed.',
    action: 'Rename it if that is what is meant.',
  },
  not_empty: {
    family: 'user',
    status: 409,
    title: 'There is somebody or something in the unit',
    situation: 'People have a position in the unit, or units lie below it (`people`, `units` in `data`).',
    action: 'Name the unit that they go to (`moveTo`), or move them first.',
  },
  code_taken: {
    family: 'user',
    status: 409,
    title: 'Another unit has this code',
    situation: 'A code names one unit, also after it was closed.',
    action: 'Choose another code.',
  },
  name_taken: {
    family: 'user',
    status: 409,
    title: 'The unit above has one of this name already',
    situation: 'Two open units side by side do not have the same name.',
    action: 'Choose another name.',
  },
  head_has_left: {
    family: 'user',
    status: 422,
    title: 'The head has left',
    situation: 'Only somebody who is with us heads a unit.',
    action: 'Name somebody else.',
  },
});
