import { AddPositionCommand } from './add-position/add-position.command';
import { AddPositionController } from './add-position/add-position.controller';
import { BeginPositionsCommand } from './begin-positions/begin-positions.command';
import { PositionsActivities } from './begin-positions/positions.activities';
import { ChangePersonCommand } from './change-person/change-person.command';
import { ChangePersonController } from './change-person/change-person.controller';
import { ChangeUnitCommand } from './change-unit/change-unit.command';
import { ChangeUnitController } from './change-unit/change-unit.controller';
import { CloseUnitCommand } from './close-unit/close-unit.command';
import { CloseUnitController } from './close-unit/close-unit.controller';
import { EmptyUnit } from './close-unit/empty-unit';
import { EndPositionCommand } from './end-position/end-position.command';
import { EndPositionController } from './end-position/end-position.controller';
import { Granting } from './set-roles/granting';
import { JoinPersonCommand } from './join-person/join-person.command';
import { JoinPersonController } from './join-person/join-person.controller';
import { MoveUnitCommand } from './move-unit/move-unit.command';
import { MoveUnitController } from './move-unit/move-unit.controller';
import { OpenUnitCommand } from './open-unit/open-unit.command';
import { OpenUnitController } from './open-unit/open-unit.controller';
import { PlannedPositionRepository } from './planned-position/planned-position.repository';
import { Planning } from './planned-position/planning';
import { Placing } from './position/placing';
import { PositionRepository } from './position/position.repository';
import { PositionsController } from './position-views/positions.controller';
import { PositionsViews } from './position-views/positions.views';
import { SetHeadCommand } from './set-head/set-head.command';
import { SetHeadController } from './set-head/set-head.controller';
import { SetPositionCommand } from './set-position/set-position.command';
import { SetPositionController } from './set-position/set-position.controller';
import { SetRolesCommand } from './set-roles/set-roles.command';
import { SetRolesController } from './set-roles/set-roles.controller';
import { WithdrawPlannedPositionCommand } from './withdraw-planned-position/withdraw-planned-position.command';
import { WithdrawPlannedPositionController } from './withdraw-planned-position/withdraw-planned-position.controller';

/** Units and positions: the tree, who is where in it, and what he may do there. */
export const organisationControllers = [
  AddPositionController, ChangePersonController, ChangeUnitController, CloseUnitController, EndPositionController, JoinPersonController, MoveUnitController, OpenUnitController, SetHeadController, SetPositionController, SetRolesController, PositionsController, WithdrawPlannedPositionController,
];

export const organisationProviders = [
  AddPositionCommand, ChangePersonCommand, ChangeUnitCommand, CloseUnitCommand, EndPositionCommand, JoinPersonCommand, MoveUnitCommand, OpenUnitCommand, SetHeadCommand, SetPositionCommand, SetRolesCommand,
  PlannedPositionRepository, Planning, BeginPositionsCommand, PositionsActivities, WithdrawPlannedPositionCommand,
  EmptyUnit, Granting, Placing, PositionRepository, PositionsViews,
];
