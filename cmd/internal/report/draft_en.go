package report

// englishMemorandum is the English text of [japaneseMemorandum], clause by clause. Checked 2026-11-22.
func englishMemorandum() draft {
	return draft{
		title: "Memorandum on the non-handling of personal data (draft)",
		preamble: "〔name of the customer〕 (the \"Customer\") and {provider} (the \"Provider\") agree as follows on \"{service}\" (the \"Service\"), which the " +
			"Provider supplies to the Customer, in addition to 〔name of the terms or contract〕 as amended (the \"Main Agreement\").",
		clauses: []draftClause{
			{id: "purpose", caption: "Purpose", paras: []string{
				"This memorandum provides that the Provider does not handle the personal data (as defined in Article 16(3) of Japan's Act on the Protection of Personal Information, the \"APPI\") contained in electronic data that the Customer stores by means of the Service (the \"Personal Data\"), and sets out the measures to that end."},
				why: "Q&A 7-53 asks for a contract clause on non-handling and for suitable access control. Check the definition against the Act in force."},
			{id: "no-handling", caption: "No handling", paras: []string{
				"The Provider shall not handle the Personal Data.",
				"To \"handle\" means to acquire (that is, beyond viewing, to record, print or the like), use, edit, analyse, provide, erase or do anything else with the Personal Data. 〔Recording, copying, transmission and erasure that the Service carries out automatically on the Customer's operation or settings are excepted where no officer, employee or other person working for the Provider can learn the content of the Personal Data.〕",
				"The Provider shall not use the Personal Data for statistics, for making anonymised or pseudonymised information, for improving or developing services, for machine learning, for advertising, or for any other purpose of its own or of third parties.",
				"Provisions of the Main Agreement by which the Provider may monitor, view, analyse, investigate, use, disclose or otherwise handle the Personal Data (including those listed in Annex 1) do not apply to the Personal Data."},
				why: "The first condition. In the MK System case the terms allowed monitoring, analysis and investigation where the provider held it necessary, and use in certain cases. Handling is wide: acquisition, use, storage, provision, erasure (Guidelines annex 10-2); the exception for automatic processing is not settled law. Consider whether to keep it."},
			{id: "access", caption: "Access control", paras: []string{
				"The Provider shall take and keep up the technical access control and other measures of Annex 2, so that neither persons working for it nor its subcontractors can access the Personal Data.",
				"The Provider shall hold no maintenance ID, administrator right or other right that reaches the Personal Data. 〔Where one cannot be avoided, each use needs the Customer's prior written approval; the Provider shall prevent the acquisition of Personal Data by technical means, keep a record of use for 〔one year〕, and show it to the Customer on request.〕",
				"The keys with which the Personal Data are encrypted are 〔managed by the Customer and not held by the Provider / managed so that no person working for the Provider can use them to decrypt〕."},
				why: "The second condition. In the case a maintenance ID gave access without technical control against handling."},
			{id: "maintenance", caption: "Maintenance", paras: []string{
				"Maintenance of the Service by the Provider is limited to the following.\n(1) Distributing and applying patches and data against malware\n(2) Swapping, disposing of or initialising devices, with measures that prevent handling of the Personal Data\n(3) Analysing memory dumps without reproducing the Personal Data, with measures that prevent it\n(4) Making or restoring backups, with measures that prevent handling of the Personal Data",
				"The Provider shall not reproduce or verify defects by means of the Personal Data, nor extract information with the Personal Data as a keyword.",
				"Where the Personal Data may come into view during maintenance, the Provider shall prevent their acquisition.",
				"The Provider shall not ask the Customer for a confirmation or other paper that presupposes the handing over of Personal Data, and shall not receive them. Where work beyond this article is needed, the Provider shall consult the Customer before starting; the Customer may enter into a separate contract of entrustment and supervise it."},
				why: "Follows the eight examples of Q&A 7-55. In the case, data were handled 20 times in half a year on confirmation forms. Whether a separate contract preserves the exception is open."},
			{id: "legal-order", caption: "Demands under law", paras: []string{
				"Where law or an order of a court or authority demands disclosure of Personal Data, the Provider shall, unless forbidden by law, notify the Customer beforehand, verify the basis, contest improper demands, and comply only as far as necessary."},
				why: "An exception for legal orders leaves the promise standing. Deals with demands of foreign governments (CLOUD Act)."},
			{id: "own-measures", caption: "The Customer's own measures", paras: []string{
				"The Customer shall, as part of its own safety measures, manage access rights, encrypt, back up and take other necessary and suitable measures.",
				"On request the Provider shall supply the information needed for this, including the measures of Annex 2, the countries of its servers, its infrastructure providers, and certificates and reports of third parties."},
				why: "Under the exception the customer keeps its duty of Art. 23 (Q&A 7-54) and must know the foreign environment where data are stored abroad (Q&A 10-25)."},
			{id: "report", caption: "Verification", paras: []string{
				"〔Once a year〕 and whenever the Customer reasonably asks, the Provider shall report in writing, by check sheet or otherwise, how it keeps this memorandum.",
				"The Customer may verify this without hindering the Provider's business. The Provider may supply reports of independent third parties instead."},
				why: "Evidence that access control is kept up. The warning of 2024-12-17 values check sheets."},
			{id: "breach", caption: "Notice of incidents", paras: []string{
				"Where the Provider has handled the Personal Data or may have done so, or learns of an actual or possible leak, loss or damage of them, it shall notify the Customer at once 〔within 24 hours at the latest〕 and help with the Customer's investigation, its reports to the Personal Information Protection Commission and its notices to the persons concerned."},
				why: "Where the provider does not handle the data, the customer bears the duty to report and notify (APPI Art. 26). The period must leave time for the preliminary report."},
			{id: "subcontract", caption: "Infrastructure and subcontractors", paras: []string{
				"The Provider shall list the infrastructure providers and subcontractors of the Service and their countries in Annex 2 and notify the Customer of changes 〔30 days〕 ahead.",
				"The Provider shall bind them to duties equal to its own under this memorandum and is liable for their performance."},
				why: "In the case the provider ran on foreign infrastructure. Without handling there is no provision abroad (Q&A 12-3), but the whole chain must keep to it."},
			{id: "fallback", caption: "Safety measures (in the alternative)", paras: []string{
				"〔Should the use of the Service nevertheless be entrustment of the handling of personal data, the Provider shall take the necessary and suitable measures for the safety of the Personal Data (Annex 2), and the Customer may grasp the handling as set out in Article 7. This article does not allow the Provider to handle the Personal Data.〕"},
				why: "The warning of 2024-12-17 takes entrustment for granted and has gaps in terms filled by memorandum (Guidelines 3-4-4(2)). Consider whether this clause fits the position that nothing is handled."},
			{id: "precedence", caption: "Precedence and amendment", paras: []string{
				"This memorandum prevails over the Main Agreement, rules of the Provider and other documents.",
				"It may be amended only in writing (including electronic records) signed by both parties. Amendments of the Main Agreement by the Provider do not affect it."},
				why: "While provisions contradict, the contract factor stays contradicted. Standard terms may be changed without individual consent (Civil Code Art. 548-4)."},
			{id: "term", caption: "Term", paras: []string{
				"This memorandum takes effect on the day of its conclusion and continues after the end of the Main Agreement until the Personal Data are erased from the equipment under the Provider's control.",
				"At the end of the Main Agreement the Provider shall give the Customer 〔at least 30 days〕 to take out its data, then erase the Personal Data irrecoverably without learning their content, and confirm this in writing."},
				why: "Erasure is a stage of handling. It should happen by the customer's operation or automatically."},
			{id: "general", caption: "Consultation, governing law", paras: []string{
				"The parties shall settle in good faith what this memorandum does not provide for. It is governed by the law of Japan; the 〔…〕 District Court has exclusive jurisdiction in the first instance."},
				why: "Bring into line with the main agreement."},
		},
		closing:   "In witness whereof the parties have made two originals, each keeping one. 〔Electronic conclusion: an electronic record.〕",
		signature: "〔date〕\n\nCustomer: 〔address, name, representative〕\n\nProvider: 〔address, name, representative〕",
		annex1:    "Annex 1: provisions of the Main Agreement that do not apply",
		annex1By:  "The following provisions do not apply to the Personal Data (Article 2(4)).",
		annex1No:  "〔No such provision was found in the documents read. Check the Main Agreement and list them.〕",
		annex2:    "Annex 2: access control and other measures",
		annex2Items: []string{
			"Who may access what; how rights are given, changed and withdrawn: 〔…〕",
			"Identification and authentication (multi-factor, password rules, administrator passwords): 〔…〕",
			"Protection against intrusion (updates, vulnerabilities, malware): 〔…〕",
			"Logs: what is recorded, kept and monitored: 〔…〕",
			"Encryption and who manages the keys: 〔…〕",
			"Measures against acquisition (recording, printing) during maintenance: 〔…〕",
			"Infrastructure providers and subcontractors, with countries: 〔…〕",
			"Certificates and reports of third parties: 〔…〕",
		},
		table: "Annex 3: clauses, factors and authority (for the drafting; delete before signing)",
	}
}
