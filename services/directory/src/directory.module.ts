import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { SettingsOf } from '@throughline/config/settings';
import { auditController } from '@throughline/http/audit.controller';
import { doctorController } from '@throughline/http/doctor.controller';
import { DeadlinesModule } from '@throughline/deadlines/deadlines.module';
import { MessagingModule } from '@throughline/messaging/messaging.module';
import { PersistenceModule } from '@throughline/persistence/persistence.module';
import { queues } from '@throughline/process-contracts/queues';
import { TemporalModule } from '@throughline/temporal/temporal.module';
import { AbsenceRepository } from './absence/absence.repository';
import { AbsencesController } from './absence-views/absences.controller';
import { AbsencesViews } from './absence-views/absences.views';
import { ApiKeyRepository } from './api-key/api-key.repository';
import { PositionsActivities, positionBook } from './begin-positions/positions.activities';
import { CancelAbsenceCommand } from './cancel-absence/cancel-absence.command';
import { CancelAbsenceController } from './cancel-absence/cancel-absence.controller';
import { DirectoryReconciliation } from './directory.reconciliation';
import { EndSessionsCommand } from './end-sessions/end-sessions.command';
import { FollowApprovalKinds } from './follow-approval-kinds/follow-approval-kinds';
import { NameStandInCommand } from './name-stand-in/name-stand-in.command';
import { NameStandInController } from './name-stand-in/name-stand-in.controller';
import { groupControllers, groupProviders } from './group/group.providers';
import { organisationControllers, organisationProviders } from './organisation.providers';
import { PlanAbsenceCommand } from './plan-absence/plan-absence.command';
import { PlanAbsenceController } from './plan-absence/plan-absence.controller';
import { PublishCalendarCommand } from './publish-calendar/publish-calendar.command';
import { PublishCalendarController } from './publish-calendar/publish-calendar.controller';
import { SetPersonActiveCommand } from './set-person-active/set-person-active.command';
import { WithdrawCredentials } from './set-person-active/withdraw-credentials';
import { SetPersonActiveController } from './set-person-active/set-person-active.controller';
import { SetPersonCalendarCommand } from './set-person-calendar/set-person-calendar.command';
import { SetPersonCalendarController } from './set-person-calendar/set-person-calendar.controller';
import { SetUnitCalendarCommand } from './set-unit-calendar/set-unit-calendar.command';
import { SetUnitCalendarController } from './set-unit-calendar/set-unit-calendar.controller';
import { CalendarRepository } from './calendar/calendar.repository';
import { calendarControllers, calendarProviders } from './calendar/calendar.providers';
import { CalendarsController } from './calendar-views/calendars.controller';
import { CalendarViews } from './calendar-views/calendar.views';
import { PeopleController } from './people-views/people.controller';
import { PeopleViews } from './people-views/people.views';
import { PersonRepository } from './person/person.repository';
import { scimControllers, scimProviders } from './scim/scim.providers';
import { SeedCompanyCommand } from './seed-company/seed-company.command';
import { SessionRepository } from './session/session.repository';
import { SignInModule } from './sign-in/sign-in.module';
import { KnownKinds } from './stand-in/known-kinds';
import { StandInRepository } from './stand-in/stand-in.repository';
import { StandInsController } from './stand-in-views/stand-ins.controller';
import { StandInsViews } from './stand-in-views/stand-ins.views';
import { syncControllers, syncProviders } from './sync-company/sync.providers';
import { UnitRepository } from './unit/unit.repository';
import { UnitsController } from './unit-views/units.controller';
import { UnitViews } from './unit-views/unit.views';
import { WithdrawStandInCommand } from './withdraw-stand-in/withdraw-stand-in.command';
import { WithdrawStandInController } from './withdraw-stand-in/withdraw-stand-in.controller';

const service = 'directory';

@Module({})
export class DirectoryModule {
  /** @throws Error where a sandbox is asked for beside production settings */
  static with(settings: SettingsOf<'directory'>): DynamicModule {
    const sandbox = settings.THROUGHLINE_SANDBOX;
    return {
      module: DirectoryModule,
      imports: [
        PersistenceModule.forService({ service, entities: [], url: settings.DATABASE_URL_DIRECTORY, sandbox }),
        MessagingModule.forService({ service, subscriptions: [FollowApprovalKinds], brokers: settings.KAFKA_BROKERS, tenant: settings.THROUGHLINE_TENANT }),
        DeadlinesModule.forService({ books: [positionBook(settings.THROUGHLINE_TENANT)] }),
        TemporalModule.forService({ queue: queues.directory, activities: [PositionsActivities, DirectoryReconciliation] }),
        ...SignInModule.with(settings),
      ],
      controllers: [
        auditController(service, 'person'), doctorController(service),
        PeopleController, UnitsController, CalendarsController,
        AbsencesController, PlanAbsenceController, CancelAbsenceController, SetPersonActiveController, SetPersonCalendarController, SetUnitCalendarController, PublishCalendarController,
        StandInsController, NameStandInController, WithdrawStandInController,
        ...organisationControllers, ...groupControllers, ...scimControllers, ...calendarControllers, ...syncControllers,
      ],
      providers: [
        SeedCompanyCommand, PlanAbsenceCommand, CancelAbsenceCommand, SetPersonActiveCommand, SetPersonCalendarCommand, SetUnitCalendarCommand, PublishCalendarCommand,
        WithdrawCredentials, EndSessionsCommand, SessionRepository, ApiKeyRepository,
        UnitRepository, PersonRepository, CalendarRepository, AbsenceRepository, PeopleViews, UnitViews, CalendarViews, AbsencesViews,
        NameStandInCommand, WithdrawStandInCommand, StandInRepository, StandInsViews, DirectoryReconciliation, KnownKinds, FollowApprovalKinds,
        ...organisationProviders, ...groupProviders, ...scimProviders, ...calendarProviders, ...syncProviders,
      ],
      exports: [SeedCompanyCommand],
    };
  }
}
